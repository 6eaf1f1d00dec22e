/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.util.ArrayList;
import java.util.List;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;

/**
 * An association by logical names (class 15, version 2): the current one, as whoever asks sees it,
 * or that of a certain client.
 */
final class AssociationObject implements CosemObject {
  private static final Obis CURRENT = Obis.of("0.0.40.0.0.255");
  private static final int CLASS = 15;
  private static final int REPLY_TO_HLS = 1;

  private final Meter meter;
  private final Obis instance;
  private final Account account;

  /** The current association. */
  AssociationObject(Meter meter) {
    this(meter, CURRENT, null);
  }

  /** The association of a client. */
  AssociationObject(Meter meter, Obis instance, Account account) {
    this.meter = meter;
    this.instance = instance;
    this.account = account;
  }

  /** Whether this is the method by which a client proves who it is. */
  static boolean isReplyToHls(CosemObject object, int method) {
    return object instanceof AssociationObject && method == REPLY_TO_HLS
        || object instanceof ShortAssociationObject
            && method == ShortAssociationObject.REPLY_TO_HLS;
  }

  /** Whether a request calls that method. */
  static boolean isReplyToHls(byte[] bytes, int offset, int length) {
    int tag = bytes[offset] & 0xFF;
    if (tag == LnServices.ACTION_REQUEST) {
      return length > 12
          && WrapperConnection.int16(bytes, offset + 3) == CLASS
          && bytes[offset + 11] == REPLY_TO_HLS;
    }
    return tag == SnServices.READ_REQUEST
        && length > 6
        && bytes[offset + 1] == 1
        && bytes[offset + 2] == 4
        && WrapperConnection.int16(bytes, offset + 3) == ShortAssociationObject.REPLY_NAME;
  }

  @Override
  public int classId() {
    return CLASS;
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public Obis instance() {
    return instance;
  }

  @Override
  public int attributes() {
    return 11;
  }

  @Override
  public int methods() {
    return 6;
  }

  @Override
  public Access access(int attribute) {
    return attribute == 7 ? Access.READ_WRITE : Access.READ;
  }

  private Account of(Caller caller) {
    return account == null ? caller.session().account() : account;
  }

  @Override
  public Data get(int attribute, Selection selection, Caller caller) throws ServiceException {
    Session session = caller.session();
    boolean own = of(caller) == session.account();
    return switch (attribute) {
      case 2 -> Data.array(objectList(of(caller).association().rights()));
      case 3 ->
          Data.structure(
              Data.int8((byte) of(caller).association().client()),
              Data.unsigned16(session.server()));
      case 4 -> octets(0x60, 0x85, 0x74, 5, 8, 1, session.context().id());
      case 5 ->
          Data.structure(
              new Data.BitString(conformance(session), 24),
              Data.unsigned16(meter.options().maxPduSize()),
              Data.unsigned16(own ? session.clientMax() & 0xFFFF : 0),
              Data.unsigned8(6),
              Data.int8(0),
              Data.octets());
      case 6 -> octets(0x60, 0x85, 0x74, 5, 8, 2, own ? session.mechanism().id() : 0);
      // The secret is never told.
      case 7 -> Data.octets();
      case 8 -> Data.enumeration(own ? session.state().ordinal() : 0);
      case 9 -> Data.of(SecuritySetupObject.NAME);
      case 10 -> Data.array();
      default -> Data.structure(Data.unsigned8(0), Data.text(""));
    };
  }

  private static Data octets(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return Data.octets(bytes);
  }

  private static byte[] conformance(Session session) {
    int bits = session.conformance().bits();
    return new byte[] {(byte) (bits >> 16), (byte) (bits >> 8), (byte) bits};
  }

  private List<Data> objectList(AccessRights rights) {
    List<Data> list = new ArrayList<>();
    for (CosemObject object : meter.objects().all()) {
      if (object instanceof ShortAssociationObject) {
        continue;
      }
      list.add(
          Data.structure(
              Data.unsigned16(object.classId()),
              Data.unsigned8(object.version()),
              Data.of(object.instance()),
              Data.structure(attributes(object, rights), methods(object, rights))));
    }
    return list;
  }

  private static Data attributes(CosemObject object, AccessRights rights) {
    List<Data> list = new ArrayList<>();
    for (int attribute = 1; attribute <= object.attributes(); attribute++) {
      Access own = attribute == 1 ? Access.READ : object.access(attribute);
      Data selectors =
          object instanceof ProfileObject && attribute == 2
              ? Data.array(Data.int8(1), Data.int8(2))
              : Data.nullData();
      list.add(
          Data.structure(
              Data.int8(attribute),
              Data.enumeration(own.and(rights.attribute(object, attribute)).mode()),
              selectors));
    }
    return Data.array(list);
  }

  private static Data methods(CosemObject object, AccessRights rights) {
    List<Data> list = new ArrayList<>();
    for (int method = 1; method <= object.methods(); method++) {
      boolean may = object.callable(method) && rights.method(object, method);
      list.add(
          Data.structure(
              Data.int8(method), Data.enumeration(may || isReplyToHls(object, method) ? 1 : 0)));
    }
    return Data.array(list);
  }

  @Override
  public void set(int attribute, Data value, Caller caller) throws ServiceException {
    of(caller).secret(Values.bytes(value));
  }

  @Override
  public Data call(int method, Data parameters, Caller caller) throws ServiceException {
    switch (method) {
      case REPLY_TO_HLS -> {
        return reply(parameters, caller);
      }
      case 2 -> of(caller).secret(Values.bytes(parameters));
      default -> throw new ServiceException(DataAccessResult.OBJECT_UNAVAILABLE);
    }
    return null;
  }

  /** The meter's proof in return for the client's. */
  static Data reply(Data parameters, Caller caller) throws ServiceException {
    byte[] own = caller.session().handshake().prove(Values.bytes(parameters));
    if (own == null) {
      throw new ServiceException(DataAccessResult.OTHER_REASON);
    }
    return Data.octets(own);
  }
}
