/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataWriter;
import org.meterway.dlms.data.Obis;

/** The current association by short names (class 12, version 2), at base name 0xFA00. */
final class ShortAssociationObject implements CosemObject {
  static final int REPLY_TO_HLS = 8;
  static final int REPLY_NAME = ShortNames.ASSOCIATION + 0x58;
  private static final Obis NAME = Obis.of("0.0.40.0.0.255");

  private final Meter meter;

  ShortAssociationObject(Meter meter) {
    this.meter = meter;
  }

  @Override
  public int classId() {
    return 12;
  }

  @Override
  public int version() {
    return 2;
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
    return REPLY_TO_HLS;
  }

  @Override
  public boolean callable(int method) {
    return method == 1 || method == 2 || method == 3 || method == 5 || method == REPLY_TO_HLS;
  }

  @Override
  public Data get(int attribute, Selection selection, Caller caller) throws ServiceException {
    return switch (attribute) {
      case 2 -> Data.array(visible().map(this::entry).toList());
      case 3 -> Data.array(rights(caller.association().rights()));
      default -> Data.of(SecuritySetupObject.NAME);
    };
  }

  /** All objects but the associations by logical names. */
  private Stream<CosemObject> visible() {
    return meter.objects().all().stream()
        .filter(object -> !(object instanceof AssociationObject))
        .filter(object -> meter.objects().baseName(object) != 0);
  }

  private Data entry(CosemObject object) {
    return Data.structure(
        Data.int16((short) meter.objects().baseName(object)),
        Data.unsigned16(object.classId()),
        Data.unsigned8(object.version()),
        Data.of(object.instance()));
  }

  private List<Data> rights(AccessRights rights) {
    List<Data> list = new ArrayList<>();
    for (CosemObject object : visible().toList()) {
      List<Data> attributes = new ArrayList<>();
      for (int attribute = 1; attribute <= object.attributes(); attribute++) {
        Access own = attribute == 1 ? Access.READ : object.access(attribute);
        attributes.add(
            Data.structure(
                Data.int8(attribute),
                Data.enumeration(own.and(rights.attribute(object, attribute)).mode()),
                Data.nullData()));
      }
      List<Data> methods = new ArrayList<>();
      for (int method = 1; method <= object.methods(); method++) {
        boolean may = object.callable(method) && rights.method(object, method);
        methods.add(Data.structure(Data.int8(method), Data.enumeration(may ? 1 : 0)));
      }
      list.add(
          Data.structure(
              Data.int16((short) meter.objects().baseName(object)),
              Data.array(attributes),
              Data.array(methods)));
    }
    return list;
  }

  @Override
  public Data call(int method, Data parameters, Caller caller) throws ServiceException {
    switch (method) {
      case 1 -> {
        return ofClass(parameters);
      }
      case 2 -> {
        return byName(parameters);
      }
      case 3 -> {
        return read(parameters, caller);
      }
      case 5 -> caller.session().account().secret(Values.bytes(parameters));
      default -> {
        return AssociationObject.reply(parameters, caller);
      }
    }
    return null;
  }

  private Data ofClass(Data parameters) throws ServiceException {
    List<Data> found = new ArrayList<>();
    for (Data wanted : Values.array(parameters)) {
      long classId = Values.number(wanted);
      for (CosemObject object : meter.objects().all()) {
        if (object.classId() == classId) {
          found.add(entry(object));
        }
      }
    }
    return Data.array(found);
  }

  private Data byName(Data parameters) throws ServiceException {
    List<Data> found = new ArrayList<>();
    for (Data wanted : Values.array(parameters)) {
      found.add(entry(object(Values.element(wanted, 0, 2), Values.element(wanted, 1, 2))));
    }
    return Data.array(found);
  }

  private CosemObject object(Data classId, Data name) throws ServiceException {
    return meter
        .objects()
        .find((int) Values.number(classId), Values.obis(name))
        .orElseThrow(() -> new ServiceException(DataAccessResult.OBJECT_UNDEFINED));
  }

  /** Values of attributes by logical names. */
  private Data read(Data parameters, Caller caller) throws ServiceException {
    ObjectAccess access = new ObjectAccess(meter.objects(), caller.association().rights(), caller);
    List<Data> values = new ArrayList<>();
    for (Data wanted : Values.array(parameters)) {
      CosemObject object = object(Values.element(wanted, 0, 3), Values.element(wanted, 1, 3));
      DataWriter out = new DataWriter();
      int attribute = (int) Values.number(Values.element(wanted, 2, 3));
      int result = access.read(object, attribute, null, out);
      if (result != ObjectAccess.SUCCESS) {
        throw new ServiceException(DataAccessResult.of(result));
      }
      values.add(Values.decoded(out.toByteArray()));
    }
    return Data.array(values);
  }
}
