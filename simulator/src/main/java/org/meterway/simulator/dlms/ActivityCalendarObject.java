/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;

/** The activity calendar (class 20): its method puts the passive calendar in force. */
final class ActivityCalendarObject implements CosemObject {
  private static final Obis NAME = Obis.of("0.0.13.0.0.255");
  private static final int FIRST_PASSIVE = 6;
  private static final int ACTIVATION_TIME = 10;

  /** By attribute: 2 to 5 active, 6 to 9 passive, 10 when to activate. */
  private final Data[] values = new Data[ACTIVATION_TIME + 1];

  ActivityCalendarObject(Data season, Data week, Data days, Data activation) {
    for (int base = 2; base <= FIRST_PASSIVE; base += 4) {
      values[base] = Data.octets((byte) 'C', (byte) (base == 2 ? '1' : '2'));
      values[base + 1] = season;
      values[base + 2] = week;
      values[base + 3] = days;
    }
    values[ACTIVATION_TIME] = activation;
  }

  @Override
  public int classId() {
    return 20;
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
    return ACTIVATION_TIME;
  }

  @Override
  public int methods() {
    return 1;
  }

  @Override
  public Access access(int attribute) {
    return attribute >= FIRST_PASSIVE ? Access.READ_WRITE : Access.READ;
  }

  @Override
  public synchronized Data get(int attribute, Selection selection, Caller caller) {
    return values[attribute];
  }

  @Override
  public synchronized void set(int attribute, Data value, Caller caller) throws ServiceException {
    if (value.tag() != values[attribute].tag()) {
      throw Values.unmatched();
    }
    values[attribute] = value;
  }

  @Override
  public synchronized Data call(int method, Data parameters, Caller caller) {
    System.arraycopy(values, FIRST_PASSIVE, values, 2, 4);
    return null;
  }
}
