/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import java.io.IOException;
import java.util.List;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.client.ShortNames;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;

/** Association SN (class 12): what a client sees of a meter by short names. */
public final class AssociationSn extends CosemObject {
  /** Class 12. */
  public static final int CLASS_ID = 12;

  /** The logical name of the association that a client is in. */
  public static final Obis CURRENT = Obis.of("0.0.40.0.0.255");

  /** A view of an object. */
  public AssociationSn(DlmsClient client, Obis instance) {
    super(client, CLASS_ID, instance);
  }

  /** The objects that the client sees, with their base names. */
  public List<ShortNames.Entry> objectList() throws IOException {
    return client().options().logicalNames()
        ? ShortNames.of(get(2)).entries()
        : client().shortNames().entries();
  }

  /** Changes the password of low level security. */
  public void changePassword(byte[] password) throws IOException {
    call(5, Data.octets(password));
  }

  /** Changes the secret of high level security. */
  public void changeSecret(byte[] secret) throws IOException {
    call(6, Data.octets(secret));
  }
}
