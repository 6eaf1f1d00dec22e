/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;

/** The meter's clock (class 8), which may be set, adjusted and shifted. */
final class ClockObject implements CosemObject {
  private static final Obis NAME = Obis.of("0.0.1.0.0.255");
  private static final int QUARTER = 900;
  private static final int MINUTE = 60;
  private static final int MOST_SHIFT = 900;

  private final MeterClock clock;
  private final int measuringPeriod;
  private Instant preset;
  private Instant presetFrom;
  private Instant presetTo;

  ClockObject(MeterClock clock, int measuringPeriod) {
    this.clock = clock;
    this.measuringPeriod = measuringPeriod;
  }

  @Override
  public int classId() {
    return 8;
  }

  @Override
  public int version() {
    return 0;
  }

  @Override
  public Obis instance() {
    return NAME;
  }

  @Override
  public int attributes() {
    return 9;
  }

  @Override
  public int methods() {
    return 6;
  }

  @Override
  public Access access(int attribute) {
    return attribute == 2 || attribute == 3 ? Access.READ_WRITE : Access.READ;
  }

  @Override
  public Data get(int attribute, Selection selection, Caller caller) throws ServiceException {
    return switch (attribute) {
      case 2 -> Data.octets(clock.dateTime());
      // Minutes of local time to UTC: west is positive.
      case 3 -> Data.int16(-clock.now().getOffset().getTotalSeconds() / 60);
      case 4 -> Data.unsigned8(0);
      case 5 -> Data.octets(dayOfSaving(3));
      case 6 -> Data.octets(dayOfSaving(10));
      case 7 -> Data.int8(60);
      case 8 -> Data.of(false);
      case 9 -> Data.enumeration(1);
      default -> throw new ServiceException(DataAccessResult.OBJECT_UNAVAILABLE);
    };
  }

  /** The last Sunday of a month at 02:00, in any year. */
  private static byte[] dayOfSaving(int month) {
    return new byte[] {
      (byte) 0xFF, (byte) 0xFF, (byte) month, (byte) 0xFE, 7, 2, 0, 0, 0, (byte) 0x80, 0, 0
    };
  }

  @Override
  public void set(int attribute, Data value, Caller caller) throws ServiceException {
    if (attribute == 2) {
      clock.set(instant(value));
    } else {
      try {
        clock.zone(ZoneOffset.ofTotalSeconds((int) -Values.number(value) * 60));
      } catch (DateTimeException e) {
        throw new ServiceException(DataAccessResult.OTHER_REASON);
      }
    }
  }

  @Override
  public synchronized Data call(int method, Data parameters, Caller caller)
      throws ServiceException {
    switch (method) {
      case 1 -> adjustTo(QUARTER);
      case 2 -> adjustTo(measuringPeriod);
      case 3 -> adjustTo(MINUTE);
      case 4 -> adjustToPreset();
      case 5 -> {
        preset = instant(Values.element(parameters, 0, 3));
        presetFrom = instant(Values.element(parameters, 1, 3));
        presetTo = instant(Values.element(parameters, 2, 3));
      }
      default -> {
        long seconds = Values.number(parameters);
        if (Math.abs(seconds) > MOST_SHIFT) {
          throw new ServiceException(DataAccessResult.OTHER_REASON);
        }
        clock.shift(Duration.ofSeconds(seconds));
      }
    }
    return null;
  }

  /** The nearest multiple of so many seconds. */
  private void adjustTo(int seconds) {
    long now = clock.instant().getEpochSecond();
    clock.set(Instant.ofEpochSecond((now + seconds / 2) / seconds * seconds));
  }

  private void adjustToPreset() throws ServiceException {
    Instant now = clock.instant();
    if (preset == null || now.isBefore(presetFrom) || now.isAfter(presetTo)) {
      throw new ServiceException(DataAccessResult.OTHER_REASON);
    }
    clock.set(preset);
  }

  /** The instant of a date-time; without a deviation it is the meter's local time. */
  private Instant instant(Data value) throws ServiceException {
    return Values.instant(value, clock.zone());
  }
}
