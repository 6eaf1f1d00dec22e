/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;

/** SAP assignment (class 17): the logical devices of a meter. */
public final class SapAssignment extends CosemObject {
  /** Class 17. */
  public static final int CLASS_ID = 17;

  /** The logical name of a meter's SAP assignment. */
  public static final Obis USUAL = Obis.of("0.0.41.0.0.255");

  /**
   * A logical device.
   *
   * @param sap its service access point
   * @param name its logical device name, 16 characters as a rule
   */
  public record Sap(int sap, String name) {
    static Sap of(Data data) {
      List<Data> part = data.elements();
      return new Sap(integer(part.get(0)), part.get(1).asText());
    }
  }

  /** A view of an object. */
  public SapAssignment(DlmsClient client, Obis instance) {
    super(client, CLASS_ID, instance);
  }

  /** The logical devices. */
  public List<Sap> assignments() throws IOException {
    return list(2, Sap::of);
  }

  /** Connects a logical device to a service access point; 0 disconnects it. */
  public void connect(Sap device) throws IOException {
    call(
        1,
        Data.structure(
            Data.unsigned16(device.sap()),
            Data.octets(device.name().getBytes(StandardCharsets.ISO_8859_1))));
  }
}
