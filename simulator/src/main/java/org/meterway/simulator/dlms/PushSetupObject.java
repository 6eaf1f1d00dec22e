/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.util.ArrayList;
import java.util.List;
import org.meterway.dlms.apdu.ApduCodec;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.apdu.DataNotification;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataWriter;
import org.meterway.dlms.data.Obis;

/**
 * Push setup (class 40, version 1): its method pushes the values of its object list, in the
 * associations that there are, or to the destination if one is set: {@code host:port} over TCP or
 * UDP.
 */
final class PushSetupObject implements CosemObject {
  static final Obis NAME = Obis.of("0.0.25.9.0.255");
  private static final int TCP = 0;
  private static final int UDP = 1;

  private final Meter meter;
  private volatile Data objectList;
  private volatile Data destination =
      Data.structure(Data.enumeration(TCP), Data.octets(), Data.enumeration(0));
  private volatile Data window = Data.array();
  private volatile int startInterval;
  private volatile int retries = 3;
  private volatile int repetitionDelay = 5;
  private int invokeId;

  /** Pushes the clock, the meter's number and the active energy. */
  PushSetupObject(Meter meter) {
    this.meter = meter;
    objectList =
        Data.array(
            entry(40, "0.0.25.9.0.255", 1),
            entry(8, "0.0.1.0.0.255", 2),
            entry(1, "0.0.96.1.0.255", 2),
            entry(3, "1.0.1.8.0.255", 2));
  }

  private static Data entry(int classId, String name, int attribute) {
    return Data.structure(
        Data.unsigned16(classId), Data.of(Obis.of(name)), Data.int8(attribute), Data.unsigned16(0));
  }

  @Override
  public int classId() {
    return 40;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Obis instance() {
    return NAME;
  }

  @Override
  public int attributes() {
    return 7;
  }

  @Override
  public int methods() {
    return 1;
  }

  @Override
  public Access access(int attribute) {
    return Access.READ_WRITE;
  }

  @Override
  public Data get(int attribute, Selection selection, Caller caller) throws ServiceException {
    return switch (attribute) {
      case 2 -> objectList;
      case 3 -> destination;
      case 4 -> window;
      case 5 -> Data.unsigned16(startInterval);
      case 6 -> Data.unsigned8(retries);
      default -> Data.unsigned16(repetitionDelay);
    };
  }

  @Override
  public void set(int attribute, Data value, Caller caller) throws ServiceException {
    switch (attribute) {
      case 2 -> {
        for (Data entry : Values.array(value)) {
          Values.obis(Values.element(entry, 1, 4));
        }
        objectList = value;
      }
      case 3 -> {
        Values.bytes(Values.element(value, 1, 3));
        destination = value;
      }
      case 4 -> {
        Values.array(value);
        window = value;
      }
      case 5 -> startInterval = (int) Values.number(value);
      case 6 -> retries = (int) Values.number(value);
      default -> repetitionDelay = (int) Values.number(value);
    }
  }

  @Override
  public Data call(int method, Data parameters, Caller caller) throws ServiceException {
    byte[] apdu = notification(caller);
    byte[] where = Values.bytes(Values.element(destination, 1, 3));
    long how = Values.number(Values.element(destination, 0, 3));
    if (where.length == 0) {
      meter.pushLater(caller.client(), apdu);
    } else if (how == TCP || how == UDP) {
      meter.pushTo(Data.octets(where).asText(), how == UDP, caller, apdu);
    } else {
      throw new ServiceException(DataAccessResult.OTHER_REASON);
    }
    return null;
  }

  /** The APDU, with the values as they are now. */
  byte[] notification(Caller caller) throws ServiceException {
    AccessRights rights = caller == null ? AccessRights.FULL : caller.association().rights();
    ObjectAccess access = new ObjectAccess(meter.objects(), rights, caller);
    List<Data> values = new ArrayList<>();
    DataWriter out = new DataWriter();
    for (Data entry : Values.array(objectList)) {
      int classId = (int) Values.number(Values.element(entry, 0, 4));
      long name = MeterObjects.key(Values.bytes(Values.element(entry, 1, 4)), 0);
      int attribute = (int) Values.number(Values.element(entry, 2, 4));
      int index = (int) Values.number(Values.element(entry, 3, 4));
      Data value = Data.nullData();
      if (access.read(classId, name, attribute, null, out.reset()) == ObjectAccess.SUCCESS) {
        value = Values.decoded(out.toByteArray());
      }
      values.add(index == 0 ? value : value.elements().get(index - 1));
    }
    long id;
    synchronized (this) {
      invokeId = invokeId + 1 & 0xFFFFFF;
      id = invokeId;
    }
    return ApduCodec.encode(
        new DataNotification(id, meter.clock().dateTime().bytes(), Data.structure(values)));
  }
}
