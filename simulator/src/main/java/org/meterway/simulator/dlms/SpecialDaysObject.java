/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.util.TreeMap;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;

/** The special days (class 11): entries of index, date and day id, inserted and deleted. */
final class SpecialDaysObject implements CosemObject {
  private static final Obis NAME = Obis.of("0.0.11.0.0.255");
  private static final byte ANY = (byte) 0xFF;

  private TreeMap<Long, Data> entries = new TreeMap<>();

  SpecialDaysObject() {
    entries.put(1L, entry(1, 1, 1));
    entries.put(2L, entry(2, 12, 25));
  }

  private static Data entry(int index, int month, int day) {
    return Data.structure(
        Data.unsigned16(index),
        Data.octets(ANY, ANY, (byte) month, (byte) day, ANY),
        Data.unsigned8(1));
  }

  @Override
  public int classId() {
    return 11;
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
    return 2;
  }

  @Override
  public int methods() {
    return 2;
  }

  @Override
  public Access access(int attribute) {
    return Access.READ_WRITE;
  }

  @Override
  public synchronized Data get(int attribute, Selection selection, Caller caller) {
    return Data.array(entries.values().stream().toList());
  }

  @Override
  public synchronized void set(int attribute, Data value, Caller caller) throws ServiceException {
    TreeMap<Long, Data> fresh = new TreeMap<>();
    for (Data entry : Values.array(value)) {
      fresh.put(index(entry), entry);
    }
    entries = fresh;
  }

  private static long index(Data entry) throws ServiceException {
    Values.bytes(Values.element(entry, 1, 3));
    return Values.number(Values.element(entry, 0, 3));
  }

  @Override
  public synchronized Data call(int method, Data parameters, Caller caller)
      throws ServiceException {
    if (method == 1) {
      entries.put(index(parameters), parameters);
    } else if (entries.remove(Values.number(parameters)) == null) {
      throw new ServiceException(DataAccessResult.OBJECT_UNAVAILABLE);
    }
    return null;
  }
}
