/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;

/** The breaker (class 70). In mode 4 a client may disconnect and reconnect. */
final class DisconnectControlObject implements CosemObject {
  static final Obis NAME = Obis.of("0.0.96.3.10.255");
  private static final int MODES = 6;

  private volatile boolean connected = true;
  private volatile int mode = 4;

  @Override
  public int classId() {
    return 70;
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
    return 4;
  }

  @Override
  public int methods() {
    return 2;
  }

  @Override
  public Access access(int attribute) {
    return attribute == 4 ? Access.READ_WRITE : Access.READ;
  }

  @Override
  public Data get(int attribute, Selection selection, Caller caller) {
    return switch (attribute) {
      case 2 -> Data.of(connected);
      case 3 -> Data.enumeration(connected ? 1 : 0);
      default -> Data.enumeration(mode);
    };
  }

  @Override
  public void set(int attribute, Data value, Caller caller) throws ServiceException {
    long wanted = Values.number(value);
    if (wanted < 0 || wanted > MODES) {
      throw new ServiceException(DataAccessResult.OTHER_REASON);
    }
    mode = (int) wanted;
  }

  @Override
  public Data call(int method, Data parameters, Caller caller) throws ServiceException {
    if (mode == 0) {
      throw new ServiceException(DataAccessResult.READ_WRITE_DENIED);
    }
    connected = method == 2;
    return null;
  }
}
