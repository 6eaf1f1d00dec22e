/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.dlms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.meterway.dlms.apdu.Conformance;
import org.meterway.dlms.apdu.Diagnostic;
import org.meterway.dlms.apdu.Mechanism;
import org.meterway.dlms.client.Access;
import org.meterway.dlms.client.AssociationRejectedException;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.client.DlmsClientOptions;
import org.meterway.dlms.client.DlmsException;
import org.meterway.dlms.client.ResponseTimeoutException;
import org.meterway.dlms.client.SecurityErrorException;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.security.CipheringException;
import org.meterway.dlms.security.Envelope;
import org.meterway.dlms.security.Protection;
import org.meterway.dlms.security.SecurityPolicy;
import org.meterway.dlms.security.SecuritySuite;

/** Meterway's client and the meter of gurux.dlms. */
class GuruxMeterIT {
  private static PeerServer meter;

  @BeforeAll
  static void startTheMeter() throws Exception {
    meter =
        Peer.GURUX.serve(
            "WRAPPER:",
            "HDLC:framing=hdlc",
            "HDLC_WIDE:framing=hdlc,info=512,window=3",
            "MODE_E:framing=mode-e",
            "small:pdu=128",
            "small-hdlc:framing=hdlc,pdu=128",
            "gbt:pdu=256,gbt=1",
            "sn:ref=sn",
            "sn-hdlc:framing=hdlc,ref=sn",
            "sn-small:ref=sn,pdu=128",
            "suite1:suite=1",
            "suite2:suite=2");
  }

  @AfterAll
  static void stopIt() {
    meter.close();
  }

  @ParameterizedTest
  @EnumSource
  void theClientReadsWritesAndCallsOver(Framing framing) throws Exception {
    try (DlmsClient client = framing.open(meter.address(framing.name()), Clients.open())) {
      MeterContract.itReads(client);
      MeterContract.itReadsLists(client);
      MeterContract.itWrites(client);
      MeterContract.itMayNotWriteEverything(client);
      MeterContract.itCalls(client);
      MeterContract.itReadsTheProfile(client);
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {"NONE"},
      mode = EnumSource.Mode.EXCLUDE)
  void theClientAuthenticatesWith(Mechanism mechanism) throws Exception {
    for (Framing framing : List.of(Framing.WRAPPER, Framing.HDLC)) {
      try (DlmsClient client =
          framing.open(meter.address(framing.name()), Clients.with(mechanism))) {
        MeterContract.itReads(client);
      }
    }
  }

  static Stream<Arguments> policies() {
    return Stream.of(Protection.values())
        .filter(protection -> protection != Protection.NONE)
        .flatMap(
            protection ->
                Stream.of(Framing.WRAPPER, Framing.HDLC)
                    .map(framing -> Arguments.of(protection, framing)));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void theClientCiphersWith(Protection protection, Framing framing) throws Exception {
    try (DlmsClient client =
        framing.open(
            meter.address(framing.name()), Clients.gmac(SecurityPolicy.global(protection)))) {
      MeterContract.itReads(client);
      MeterContract.itReadsLists(client);
      MeterContract.itWrites(client);
      MeterContract.itCalls(client);
      MeterContract.itReadsTheProfile(client);
    }
  }

  @Test
  void theClientCiphersWithADedicatedKey() throws Exception {
    theClientReadsWith(
        "WRAPPER", Clients.gmac(SecurityPolicy.dedicated(Protection.AUTHENTICATED_ENCRYPTION)));
  }

  @ParameterizedTest
  @EnumSource(names = {"SUITE_1", "SUITE_2"})
  void theClientCiphersWith(SecuritySuite suite) throws Exception {
    String listener = suite == SecuritySuite.SUITE_1 ? "suite1" : "suite2";
    theClientReadsWith(
        listener,
        Clients.ciphered(
            Mechanism.HIGH_GMAC,
            suite,
            SecurityPolicy.global(Protection.AUTHENTICATED_ENCRYPTION)
                .in(Envelope.GENERAL_GLOBAL)));
  }

  @Test
  void theClientSignsItsChallengeAndCiphersWithSuite1() throws Exception {
    theClientReadsWith(
        "suite1",
        Clients.ciphered(
            Mechanism.HIGH_ECDSA,
            SecuritySuite.SUITE_1,
            SecurityPolicy.global(Protection.AUTHENTICATED_ENCRYPTION)
                .in(Envelope.GENERAL_GLOBAL)));
  }

  @Test
  void theClientSignsWhatItCiphers() throws Exception {
    theClientReadsWith(
        "suite1",
        Clients.ciphered(
            Mechanism.HIGH_GMAC,
            SecuritySuite.SUITE_1,
            SecurityPolicy.global(Protection.AUTHENTICATED_ENCRYPTION).andSigned()));
  }

  @Test
  void longAnswersComeInBlocks() throws Exception {
    for (DlmsClientOptions.Builder options :
        List.of(
            Clients.open(),
            Clients.gmac(SecurityPolicy.global(Protection.AUTHENTICATED_ENCRYPTION)))) {
      try (DlmsClient client = Framing.WRAPPER.open(meter.address("small"), options)) {
        MeterContract.itReadsTheProfile(client);
      }
    }
  }

  @Test
  void longAnswersComeInBlocksAndSegments() throws Exception {
    try (DlmsClient client = Framing.HDLC.open(meter.address("small-hdlc"), Clients.open())) {
      MeterContract.itReadsTheProfile(client);
    }
  }

  @Test
  void longAnswersComeByGeneralBlockTransfer() throws Exception {
    try (DlmsClient client = Framing.WRAPPER.open(meter.address("gbt"), Clients.open())) {
      assertTrue(client.conformance().has(Conformance.Bit.GENERAL_BLOCK_TRANSFER));
      MeterContract.itReadsTheProfile(client);
    }
  }

  /** The peer cannot take a request in blocks: it has to be an error that says so, at once. */
  @Test
  void aLongRequestIsRefusedByTheMeterWithATypedError() throws Exception {
    try (DlmsClient client = Framing.WRAPPER.open(meter.address("small"), Clients.open())) {
      assertThrows(
          DlmsException.class,
          () -> client.set(MeterContract.WRITABLE, Data.octets(new byte[300])));
    }
  }

  @Test
  void oneRequestReadsWritesAndCalls() throws Exception {
    try (DlmsClient client = Framing.WRAPPER.open(meter.address("gbt"), Clients.open())) {
      List<Access.Outcome> outcomes =
          client.access(
              List.of(Access.get(MeterContract.ENERGY), Access.get(MeterContract.EXPORT)));

      assertEquals(Data.unsigned32(MeterContract.ENERGY_VALUE), outcomes.get(0).data());
      assertEquals(Data.unsigned32(4_321), outcomes.get(1).data());
    }
  }

  @Test
  void theClientUsesShortNames() throws Exception {
    for (Framing framing : List.of(Framing.WRAPPER, Framing.HDLC)) {
      String listener = framing == Framing.HDLC ? "sn-hdlc" : "sn";
      try (DlmsClient client =
          framing.open(meter.address(listener), Clients.open().logicalNames(false))) {
        MeterContract.itReads(client);
        MeterContract.itReadsLists(client);
        MeterContract.itWrites(client);
        MeterContract.itCalls(client);
        MeterContract.itReadsTheProfile(client);
      }
    }
  }

  /**
   * With short names the peer sends each answer with the same invocation counter, and so with the
   * same nonce: what looks like a replay is not taken.
   */
  @Test
  void anInvocationCounterThatIsUsedTwiceIsNotTaken() {
    SecurityErrorException refused =
        assertThrows(
            SecurityErrorException.class,
            () ->
                theClientReadsWith(
                    "sn",
                    Clients.gmac(SecurityPolicy.global(Protection.AUTHENTICATED_ENCRYPTION))
                        .logicalNames(false)
                        .responseTimeout(Duration.ofMillis(500))));

    assertEquals(CipheringException.Reason.REPLAYED, refused.ciphering().orElseThrow().reason());
  }

  @Test
  void longAnswersComeInBlocksWithShortNames() throws Exception {
    try (DlmsClient client =
        Framing.WRAPPER.open(meter.address("sn-small"), Clients.open().logicalNames(false))) {
      MeterContract.itReadsTheProfile(client);
    }
  }

  @Test
  void theWrongPasswordIsRefusedInWords() {
    AssociationRejectedException refused =
        assertThrows(
            AssociationRejectedException.class,
            () ->
                theClientReadsWith(
                    "WRAPPER",
                    DlmsClientOptions.builder()
                        .client(1)
                        .authentication(Mechanism.LOW, new byte[] {1, 2, 3, 4})));

    assertEquals(Diagnostic.AUTHENTICATION_FAILURE, refused.diagnostic());
  }

  @Test
  void theWrongSecretIsRefusedInWords() {
    assertThrows(
        DlmsException.class,
        () ->
            theClientReadsWith(
                "WRAPPER",
                DlmsClientOptions.builder()
                    .client(1)
                    .authentication(Mechanism.HIGH_MD5, new byte[] {1, 2, 3, 4})));
  }

  /** The peer is silent. */
  @Test
  void anUnknownClientGetsNoAnswer() {
    assertThrows(
        ResponseTimeoutException.class,
        () ->
            theClientReadsWith(
                "WRAPPER",
                Clients.open().client(99).retries(0).responseTimeout(Duration.ofMillis(300))));
  }

  @Test
  void theWrongMeterIsRefused() {
    assertThrows(
        SecurityErrorException.class,
        () ->
            theClientReadsWith(
                "WRAPPER",
                Clients.gmac(SecurityPolicy.global(Protection.AUTHENTICATED_ENCRYPTION))
                    .serverSystemTitle(new byte[8])));
  }

  private static void theClientReadsWith(String listener, DlmsClientOptions.Builder options)
      throws IOException {
    try (DlmsClient client = Framing.WRAPPER.open(meter.address(listener), options)) {
      MeterContract.itReads(client);
    }
  }
}
