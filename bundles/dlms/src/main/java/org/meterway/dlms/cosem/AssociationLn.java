/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import java.io.IOException;
import java.util.List;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;

/** Association LN (class 15): what a client sees of a meter, and may do. */
public final class AssociationLn extends CosemObject {
  /** Class 15. */
  public static final int CLASS_ID = 15;

  /** The logical name of the association that a client is in. */
  public static final Obis CURRENT = Obis.of("0.0.40.0.0.255");

  private static final int FIRST_VERSION_WITH_NUMBERS = 1;

  /**
   * Who is associated.
   *
   * @param client the client's service access point
   * @param server the logical device's
   */
  public record Partners(int client, int server) {
    static Partners of(Data data) {
      List<Data> part = data.elements();
      return new Partners(integer(part.get(0)), integer(part.get(1)));
    }
  }

  /** What state an association is in. */
  public enum Status {
    /** There is none. */
    NON_ASSOCIATED,
    /** High level security waits for its third pass. */
    PENDING,
    /** There is one. */
    ASSOCIATED;

    static Status of(Data data) {
      return values()[integer(data)];
    }
  }

  /** A view of an object. */
  public AssociationLn(DlmsClient client, Obis instance) {
    super(client, CLASS_ID, instance);
  }

  /** The objects that the client sees. */
  public List<ObjectListEntry> objectList() throws IOException {
    return list(2, ObjectListEntry::of);
  }

  /** The version of this object's class, by which the rights in a list are to be read. */
  public static int version(List<ObjectListEntry> objects) {
    return objects.stream()
        .filter(o -> o.classId() == CLASS_ID)
        .mapToInt(ObjectListEntry::version)
        .max()
        .orElse(FIRST_VERSION_WITH_NUMBERS);
  }

  /** Who is associated. */
  public Partners partners() throws IOException {
    return read(3, Partners::of);
  }

  /** What state the association is in. */
  public Status status() throws IOException {
    return read(8, Status::of);
  }

  /** The logical name of the Security setup that holds. */
  public Obis securitySetup() throws IOException {
    return read(9, CosemObject::obis);
  }

  /** Sets the password of low level security. */
  public void setPassword(byte[] password) throws IOException {
    set(7, Data.octets(password));
  }

  /**
   * Changes the secret of high level security.
   *
   * @param secret as the meter takes it: mostly the new secret, or wrapped by the master key (see
   *     {@link org.meterway.dlms.security.KeyWrap})
   */
  public void changeSecret(byte[] secret) throws IOException {
    call(2, Data.octets(secret));
  }
}
