/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.meterway.dlms.apdu.Aare;
import org.meterway.dlms.apdu.ApduCodec;
import org.meterway.dlms.apdu.Diagnostic;
import org.meterway.dlms.apdu.Mechanism;
import org.meterway.dlms.client.AssociationRejectedException;
import org.meterway.dlms.client.DataAccessException;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.client.DlmsClientOptions;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.security.InvocationCounters;
import org.meterway.dlms.security.SecurityPolicy;
import org.meterway.dlms.security.SecuritySuite;

/** Clients of all kinds associate over all kinds of lines, or are refused. */
class AssociationsTest {
  /** Asks for high level security with MD5. */
  private static final String AARQ_MD5 =
      "603EA1090607608574050801018A0207808B0760857405080203AC12801042574658336B1E255B2A652F29074806BE10040E01000000065F1F0400421E5DFFFF";

  @ParameterizedTest
  @EnumSource
  void aClientReadsOverEachKindOfLine(TestMeters.Line line) throws IOException {
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().build());
        DlmsClient client = TestMeters.open(meter, line, TestMeters.options(16).build())) {
      assertEquals(TestMeters.ENERGY_AT_START, client.get(TestMeters.ENERGY).asLong());
      client.release();
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachMechanismProvesBothSides(Mechanism mechanism) throws IOException {
    TestMeters.Keys keys = TestMeters.Keys.of(SecuritySuite.SUITE_1);
    DlmsMeterOptions options =
        TestMeters.usual()
            .keys(keys.meter())
            .associations(
                List.of(
                    new MeterAssociation(
                        1, Set.of(mechanism), TestMeters.SECRET, AccessRights.FULL)))
            .build();
    DlmsClientOptions own =
        TestMeters.options(1)
            .authentication(mechanism, hasSecret(mechanism) ? TestMeters.SECRET : new byte[0])
            .security(keys.ring(), SecurityPolicy.NONE)
            .systemTitle(TestMeters.CLIENT_TITLE)
            .counters(InvocationCounters.inMemory(1))
            .build();
    try (DlmsTestMeter meter = DlmsTestMeter.start(options);
        DlmsClient client = TestMeters.open(meter, own)) {
      assertEquals(TestMeters.ENERGY_AT_START, client.get(TestMeters.ENERGY).asLong());
      assertEquals(1, meter.statistics().associations());
    }
  }

  @Test
  void theAnswerOfHighLevelSecurityHasEachElementOnce() throws Exception {
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().build());
        RawClient client = new RawClient(meter.tcpPort()).as(1)) {
      Aare aare = (Aare) ApduCodec.decode(client.ask(AARQ_MD5));

      assertEquals(Diagnostic.AUTHENTICATION_REQUIRED, aare.diagnostic());
      assertEquals(Mechanism.HIGH_MD5, aare.mechanism());
      List<Integer> tags = aare.elements().stream().map(element -> element.tag()).toList();
      assertEquals(List.copyOf(new TreeSet<>(tags)), tags.stream().sorted().toList());
    }
  }

  private static boolean hasSecret(Mechanism mechanism) {
    return switch (mechanism) {
      case NONE, HIGH_GMAC, HIGH_ECDSA -> false;
      default -> true;
    };
  }

  @Test
  void aWrongPasswordIsRefusedWithItsDiagnostic() throws IOException {
    byte[] wrong = "00000000".getBytes(StandardCharsets.US_ASCII);
    refused(TestMeters.options(1).authentication(Mechanism.LOW, wrong).build(), 13);
  }

  @Test
  void aClientThatMustSayWhoItIsIsRefusedWithout() throws IOException {
    refused(TestMeters.options(1).build(), 12);
  }

  @Test
  void aMechanismThatIsNotOfferedIsRefused() throws IOException {
    refused(
        TestMeters.options(17).authentication(Mechanism.HIGH_MD5, TestMeters.SECRET).build(), 11);
  }

  private static void refused(DlmsClientOptions options, int diagnostic) throws IOException {
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().build())) {
      AssociationRejectedException refusal =
          assertThrows(
              AssociationRejectedException.class, () -> TestMeters.open(meter, options).close());
      assertEquals(new Diagnostic(1, diagnostic), refusal.diagnostic());
      assertEquals(1, meter.statistics().rejected());
    }
  }

  @Test
  void aReferencingThatIsNotOfferedIsRefused() throws IOException {
    DlmsMeterOptions options = TestMeters.usual().referencing(true, false).build();
    try (DlmsTestMeter meter = DlmsTestMeter.start(options)) {
      AssociationRejectedException refusal =
          assertThrows(
              AssociationRejectedException.class,
              () ->
                  TestMeters.open(meter, TestMeters.options(16).logicalNames(false).build())
                      .close());
      assertEquals(Diagnostic.APPLICATION_CONTEXT_NAME_NOT_SUPPORTED, refusal.diagnostic());
    }
  }

  @Test
  void aWrongSecretFailsInTheLastPass() throws IOException {
    byte[] wrong = "00000000".getBytes(StandardCharsets.US_ASCII);
    DlmsClientOptions options =
        TestMeters.options(1).authentication(Mechanism.HIGH_SHA1, wrong).build();
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().build())) {
      assertThrows(IOException.class, () -> TestMeters.open(meter, options).close());
      assertEquals(1, meter.statistics().rejected());
      assertEquals(0, meter.statistics().associations());
    }
  }

  @Test
  void severalClientsAreServedAtATime() throws IOException {
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().build())) {
      List<DlmsClient> clients = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        clients.add(TestMeters.open(meter, TestMeters.options(16).build()));
        clients.add(TestMeters.manager(meter));
      }
      for (DlmsClient client : clients) {
        assertEquals(TestMeters.ENERGY_AT_START, client.get(TestMeters.ENERGY).asLong());
      }
      assertEquals(11, meter.connections(), "ten, and UDP");
      for (DlmsClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void rightsAreThoseOfTheAssociation() throws IOException {
    List<MeterAssociation> offered =
        List.of(
            MeterAssociation.open(16, AccessRights.PUBLIC),
            MeterAssociation.open(18, AccessRights.READ_ONLY));
    try (DlmsTestMeter meter =
            DlmsTestMeter.start(TestMeters.usual().associations(offered).build());
        DlmsClient publicOne = TestMeters.open(meter, TestMeters.options(16).build());
        DlmsClient reader = TestMeters.open(meter, TestMeters.options(18).build())) {
      assertEquals(
          3,
          assertThrows(DataAccessException.class, () -> publicOne.get(TestMeters.ENERGY))
              .result()
              .code());
      assertEquals(TestMeters.ENERGY_AT_START, reader.get(TestMeters.ENERGY).asLong());
      assertEquals(
          3,
          assertThrows(
                  DataAccessException.class,
                  () -> reader.set(TestMeters.WRITABLE, Data.octets((byte) 1)))
              .result()
              .code());
      assertTrue(reader.get(TestMeters.OBJECTS).elements().size() > 50);
    }
  }
}
