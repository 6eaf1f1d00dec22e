/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.dlms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.meterway.dlms.apdu.Diagnostic;
import org.meterway.dlms.apdu.Mechanism;
import org.meterway.dlms.client.AssociationRejectedException;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.client.DlmsClientOptions;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.security.Protection;
import org.meterway.dlms.security.SecurityPolicy;

/** Meterway's client and the meter of jDLMS, as far as that goes. */
class JdlmsMeterIT {
  private static PeerServer meter;

  @BeforeAll
  static void startTheMeter() throws Exception {
    meter = Peer.JDLMS.serve("WRAPPER:", "HDLC:framing=hdlc", "sn:ref=sn");
  }

  @AfterAll
  static void stopIt() {
    meter.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"WRAPPER", "HDLC"})
  void theClientReadsWritesAndCallsOver(Framing framing) throws Exception {
    try (DlmsClient client = framing.open(meter.address(framing.name()), Clients.open())) {
      MeterContract.itReads(client);
      MeterContract.itReadsLists(client);
      MeterContract.itReadsListsWithErrors(client);
      MeterContract.itWrites(client);
      MeterContract.itMayNotWriteEverything(client);
      MeterContract.itCalls(client);
      MeterContract.itReadsTheProfile(client);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WRAPPER", "HDLC"})
  void theClientAuthenticatesWithAPassword(Framing framing) throws Exception {
    try (DlmsClient client =
        framing.open(meter.address(framing.name()), Clients.with(Mechanism.LOW))) {
      MeterContract.itReads(client);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WRAPPER", "HDLC"})
  void theClientAuthenticatesWithGmacAndCiphers(Framing framing) throws Exception {
    try (DlmsClient client =
        framing.open(
            meter.address(framing.name()),
            Clients.gmac(SecurityPolicy.global(Protection.AUTHENTICATED_ENCRYPTION)).client(2))) {
      MeterContract.itReads(client);
      MeterContract.itReadsLists(client);
      MeterContract.itWrites(client);
      MeterContract.itCalls(client);
      MeterContract.itReadsTheProfile(client);
    }
  }

  @Test
  void longAnswersComeInBlocks() throws Exception {
    for (DlmsClientOptions.Builder options :
        List.of(
            Clients.open(),
            Clients.gmac(SecurityPolicy.global(Protection.AUTHENTICATED_ENCRYPTION)).client(2))) {
      try (DlmsClient client =
          Framing.WRAPPER.open(meter.address("WRAPPER"), options.maxPduSize(128))) {
        MeterContract.itReadsTheProfile(client);
      }
    }
  }

  @Test
  void theClientUsesShortNames() throws Exception {
    try (DlmsClient client =
        Framing.WRAPPER.open(meter.address("sn"), Clients.open().logicalNames(false))) {
      assertEquals(Data.unsigned32(MeterContract.ENERGY_VALUE), client.get(MeterContract.ENERGY));
      MeterContract.itWrites(client);
    }
  }

  @Test
  void theWrongPasswordIsRefusedInWords() {
    AssociationRejectedException refused =
        assertThrows(
            AssociationRejectedException.class,
            () ->
                theClientReadsWith(
                    DlmsClientOptions.builder()
                        .client(1)
                        .authentication(Mechanism.LOW, new byte[] {1, 2, 3, 4})));

    assertEquals(Diagnostic.AUTHENTICATION_FAILURE, refused.diagnostic());
  }

  /** The peer hangs up. */
  @Test
  void anUnknownClientIsAnError() {
    assertThrows(IOException.class, () -> theClientReadsWith(Clients.open().client(99)));
  }

  private static void theClientReadsWith(DlmsClientOptions.Builder options) throws IOException {
    try (DlmsClient client = Framing.WRAPPER.open(meter.address("WRAPPER"), options)) {
      MeterContract.itReads(client);
    }
  }
}
