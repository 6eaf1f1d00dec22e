/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import java.io.IOException;
import java.time.OffsetDateTime;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.data.CosemDateTime;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;

/** Clock (class 8). */
public final class Clock extends CosemObject {
  /** Class 8. */
  public static final int CLASS_ID = 8;

  /** The logical name of a meter's clock. */
  public static final Obis USUAL = Obis.of("0.0.1.0.0.255");

  /** A view of an object. */
  public Clock(DlmsClient client, Obis instance) {
    super(client, CLASS_ID, instance);
  }

  /** What time the meter has. */
  public CosemDateTime time() throws IOException {
    return dateTime(2);
  }

  /** Sets the meter's time. */
  public void setTime(CosemDateTime time) throws IOException {
    set(2, Data.octets(time));
  }

  /** Sets the meter's time. */
  public void setTime(OffsetDateTime time) throws IOException {
    setTime(CosemDateTime.of(time));
  }

  /** Minutes from local normal time to UTC. */
  public int timeZone() throws IOException {
    return read(3, CosemObject::integer);
  }

  /** Sets the minutes from local normal time to UTC, -720 to 840. */
  public void setTimeZone(int minutes) throws IOException {
    set(3, Data.int16(minutes));
  }

  /** Bits as of {@link CosemDateTime#status}. */
  public int status() throws IOException {
    return read(4, CosemObject::integer);
  }

  /** When daylight saving begins; fields may be unspecified. */
  public CosemDateTime daylightSavingsBegin() throws IOException {
    return dateTime(5);
  }

  /** When daylight saving ends; fields may be unspecified. */
  public CosemDateTime daylightSavingsEnd() throws IOException {
    return dateTime(6);
  }

  /** Minutes that daylight saving adds. */
  public int daylightSavingsDeviation() throws IOException {
    return read(7, CosemObject::integer);
  }

  /** Whether the meter changes to daylight saving by itself. */
  public boolean daylightSavingsEnabled() throws IOException {
    return bool(8);
  }

  /** Says whether the meter changes to daylight saving by itself. */
  public void setDaylightSavingsEnabled(boolean enabled) throws IOException {
    set(8, Data.of(enabled));
  }

  /**
   * Where the time comes from: 1 internal crystal, 2 mains 50 Hz, 3 mains 60 Hz, 4 GPS, 5 radio.
   */
  public int clockBase() throws IOException {
    return read(9, CosemObject::integer);
  }

  /** Sets the time to the nearest quarter of an hour. */
  public void adjustToQuarter() throws IOException {
    call(1, Data.int8(0));
  }

  /** Sets the time to the nearest beginning of a measuring period. */
  public void adjustToMeasuringPeriod() throws IOException {
    call(2, Data.int8(0));
  }

  /** Sets the time to the nearest minute. */
  public void adjustToMinute() throws IOException {
    call(3, Data.int8(0));
  }

  /** Sets the time to the one that was preset. */
  public void adjustToPresetTime() throws IOException {
    call(4, Data.int8(0));
  }

  /** Presets a time that {@link #adjustToPresetTime} sets, if that comes within the interval. */
  public void presetTime(CosemDateTime time, CosemDateTime from, CosemDateTime to)
      throws IOException {
    call(5, Data.structure(Data.octets(time), Data.octets(from), Data.octets(to)));
  }

  /** Sets the time forward or back by so many seconds, -900 to 900. */
  public void shift(int seconds) throws IOException {
    if (seconds < -900 || seconds > 900) {
      throw new IllegalArgumentException("a clock is shifted by -900 to 900 s, not " + seconds);
    }
    call(6, Data.int16(seconds));
  }
}
