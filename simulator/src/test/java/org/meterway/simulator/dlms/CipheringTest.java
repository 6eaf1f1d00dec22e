/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.Mechanism;
import org.meterway.dlms.client.AssociationRejectedException;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.client.DlmsClientOptions;
import org.meterway.dlms.client.ServiceErrorException;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.security.Envelope;
import org.meterway.dlms.security.InvocationCounters;
import org.meterway.dlms.security.KeyAgreement;
import org.meterway.dlms.security.KeyChoice;
import org.meterway.dlms.security.KeyId;
import org.meterway.dlms.security.KeyRing;
import org.meterway.dlms.security.KeyWrap;
import org.meterway.dlms.security.Protection;
import org.meterway.dlms.security.SecurityPolicy;
import org.meterway.dlms.security.SecuritySuite;

/** Ciphering in every form, and what security setup rules. */
class CipheringTest {
  private static final SecurityPolicy USUAL =
      SecurityPolicy.global(Protection.AUTHENTICATED_ENCRYPTION);

  static Stream<Arguments> forms() {
    List<Arguments> forms = new ArrayList<>();
    for (SecuritySuite suite : SecuritySuite.values()) {
      for (Protection protection : Protection.values()) {
        if (protection == Protection.NONE) {
          continue;
        }
        for (Envelope envelope : Envelope.values()) {
          SecurityPolicy policy = SecurityPolicy.global(protection).in(envelope);
          forms.add(Arguments.of(suite, policy));
          if (suite.hasPublicKeys() && protection == Protection.AUTHENTICATED_ENCRYPTION) {
            forms.add(Arguments.of(suite, policy.andSigned()));
          }
        }
      }
      SecurityPolicy general = USUAL.in(Envelope.GENERAL_CIPHERING);
      forms.add(Arguments.of(suite, general.with(KeyChoice.WRAPPED)));
      if (suite.hasPublicKeys()) {
        forms.add(Arguments.of(suite, general.with(KeyChoice.ONE_PASS)));
        forms.add(Arguments.of(suite, general.with(KeyChoice.STATIC_UNIFIED)));
      }
    }
    return forms.stream();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("forms")
  void everyFormOfProtectionIsAnsweredInKind(SecuritySuite suite, SecurityPolicy policy)
      throws IOException {
    TestMeters.Keys keys = TestMeters.Keys.of(suite);
    DlmsClientOptions options =
        TestMeters.ciphering(keys.ring(), policy, InvocationCounters.inMemory(1)).build();
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().keys(keys.meter()).build());
        DlmsClient client = TestMeters.open(meter, options)) {
      assertEquals(TestMeters.ENERGY_AT_START, client.get(TestMeters.ENERGY).asLong());
      client.set(TestMeters.WRITABLE, Data.octets((byte) 1, (byte) 2));
      assertArrayEquals(new byte[] {1, 2}, client.get(TestMeters.WRITABLE).asBytes());
      assertEquals(100, client.get(TestMeters.PROFILE).elements().size());
      client.release();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Envelope.class,
      names = {"GLOBAL", "DEDICATED", "GENERAL_GLOBAL"})
  void shortNamesAreCipheredToo(Envelope envelope) throws IOException {
    TestMeters.Keys keys = TestMeters.Keys.of(SecuritySuite.SUITE_0);
    DlmsClientOptions options =
        TestMeters.ciphering(keys.ring(), USUAL.in(envelope), InvocationCounters.inMemory(1))
            .logicalNames(false)
            .build();
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().keys(keys.meter()).build());
        DlmsClient client = TestMeters.open(meter, options)) {
      assertEquals(TestMeters.ENERGY_AT_START, client.get(TestMeters.ENERGY).asLong());
      client.set(TestMeters.WRITABLE, Data.octets((byte) 3));
      assertArrayEquals(new byte[] {3}, client.get(TestMeters.WRITABLE).asBytes());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SecuritySuite.class,
      names = {"SUITE_1", "SUITE_2"})
  void signaturesProveWhoBothAre(SecuritySuite suite) throws IOException {
    TestMeters.Keys keys = TestMeters.Keys.of(suite);
    DlmsClientOptions options =
        TestMeters.ciphering(keys.ring(), USUAL, InvocationCounters.inMemory(1))
            .authentication(Mechanism.HIGH_ECDSA)
            .build();
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().keys(keys.meter()).build());
        DlmsClient client = TestMeters.open(meter, options)) {
      assertEquals(TestMeters.ENERGY_AT_START, client.get(TestMeters.ENERGY).asLong());
    }
  }

  @Test
  void aCounterThatWasUsedBeforeIsRefusedWithTheOneThatIsRight() throws IOException {
    TestMeters.Keys keys = TestMeters.Keys.of(SecuritySuite.SUITE_0);
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().keys(keys.meter()).build())) {
      try (DlmsClient first = ciphered(meter, keys.ring(), 1)) {
        first.get(TestMeters.ENERGY);
      }
      ServiceErrorException refusal =
          assertThrows(ServiceErrorException.class, () -> ciphered(meter, keys.ring(), 2).close());
      long expected = refusal.expectedInvocationCounter().orElseThrow();
      try (DlmsClient again = ciphered(meter, keys.ring(), expected)) {
        assertEquals(TestMeters.ENERGY_AT_START, again.get(TestMeters.ENERGY).asLong());
      }
      InvocationCounters lost = InvocationCounters.inMemory(0);
      DlmsClient.readInvocationCounter(
          TestMeters.transport(meter, TestMeters.Line.TCP, 16),
          AttributeReference.of("1:0.0.43.1.0.255:2"),
          lost);
      DlmsClientOptions recovered = TestMeters.ciphering(keys.ring(), USUAL, lost).build();
      try (DlmsClient third = TestMeters.open(meter, recovered)) {
        assertEquals(TestMeters.ENERGY_AT_START, third.get(TestMeters.ENERGY).asLong());
      }
    }
  }

  @Test
  void aForgetfulMeterTakesCountersAgain() throws IOException {
    TestMeters.Keys keys = TestMeters.Keys.of(SecuritySuite.SUITE_0);
    try (DlmsTestMeter meter =
        DlmsTestMeter.start(TestMeters.usual().keys(keys.meter()).forgetsCounters(true).build())) {
      for (int i = 0; i < 2; i++) {
        try (DlmsClient client = ciphered(meter, keys.ring(), 1)) {
          assertEquals(TestMeters.ENERGY_AT_START, client.get(TestMeters.ENERGY).asLong());
        }
      }
    }
  }

  private static DlmsClient ciphered(DlmsTestMeter meter, KeyRing ring, long counter)
      throws IOException {
    return TestMeters.open(
        meter, TestMeters.ciphering(ring, USUAL, InvocationCounters.inMemory(counter)).build());
  }

  @Test
  void aPolicyRefusesWhatIsNotCiphered() throws IOException {
    TestMeters.Keys keys = TestMeters.Keys.of(SecuritySuite.SUITE_0);
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().keys(keys.meter()).build())) {
      try (DlmsClient client = ciphered(meter, keys.ring(), 1)) {
        client.call(TestMeters.method(64, "0.0.43.0.0.255", 1), Data.enumeration(0x6C));
      }
      assertEquals(0x6C, meter.securityPolicy());
      assertThrows(AssociationRejectedException.class, () -> TestMeters.manager(meter).close());
      try (DlmsClient client = ciphered(meter, keys.ring(), 1000)) {
        assertEquals(TestMeters.ENERGY_AT_START, client.get(TestMeters.ENERGY).asLong());
        assertThrows(
            IOException.class,
            () -> client.call(TestMeters.method(64, "0.0.43.0.0.255", 1), Data.enumeration(0)),
            "a policy does not become weaker");
      }
      SecurityPolicy weaker = SecurityPolicy.global(Protection.AUTHENTICATION);
      DlmsClientOptions options =
          TestMeters.ciphering(keys.ring(), weaker, InvocationCounters.inMemory(2000)).build();
      assertThrows(IOException.class, () -> TestMeters.open(meter, options).close());
    }
  }

  @ParameterizedTest
  @EnumSource
  void keysAreTransferredAndUsedFromTheNextAssociationOn(SecuritySuite suite) throws Exception {
    TestMeters.Keys keys = TestMeters.Keys.of(suite);
    byte[] fresh = new byte[suite.keyLength()];
    Arrays.fill(fresh, (byte) 0x77);
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().keys(keys.meter()).build())) {
      try (DlmsClient client = ciphered(meter, keys.ring(), 1);
          KeyRing ring = keys.ring()) {
        client.call(
            TestMeters.method(64, "0.0.43.0.0.255", 2),
            Data.array(
                Data.structure(
                    Data.enumeration(KeyId.UNICAST_ENCRYPTION.id()),
                    Data.octets(KeyWrap.wrap(ring, fresh)))));
        assertEquals(TestMeters.ENERGY_AT_START, client.get(TestMeters.ENERGY).asLong());
      }
      assertArrayEquals(fresh, meter.keys().get(KeyId.UNICAST_ENCRYPTION));
      try (DlmsClient client = ciphered(meter, keys.ring(), 1)) {
        assertEquals(TestMeters.ENERGY_AT_START, client.get(TestMeters.ENERGY).asLong());
      }
    }
  }

  @Test
  void aKeyThatWasWrappedByAnotherIsRefused() throws Exception {
    TestMeters.Keys keys = TestMeters.Keys.of(SecuritySuite.SUITE_0);
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().keys(keys.meter()).build());
        DlmsClient client = ciphered(meter, keys.ring(), 1);
        KeyRing other = keys.ring().masterKey(new byte[16])) {
      Data transfer =
          Data.array(
              Data.structure(Data.enumeration(0), Data.octets(KeyWrap.wrap(other, new byte[16]))));
      assertThrows(
          IOException.class,
          () -> client.call(TestMeters.method(64, "0.0.43.0.0.255", 2), transfer));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SecuritySuite.class,
      names = {"SUITE_1", "SUITE_2"})
  void keysAreAgreedUpon(SecuritySuite suite) throws Exception {
    TestMeters.Keys keys = TestMeters.Keys.of(suite);
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().keys(keys.meter()).build());
        DlmsClient client = ciphered(meter, keys.ring(), 1);
        KeyRing ring = keys.ring()) {
      KeyAgreement.Ephemeral own = new KeyAgreement.Ephemeral(ring, KeyId.AUTHENTICATION);
      Data answer =
          client.call(
              TestMeters.method(64, "0.0.43.0.0.255", 3),
              Data.array(Data.structure(Data.enumeration(2), Data.octets(own.keyData()))));
      byte[] theirs = answer.elements().get(0).elements().get(1).asBytes();
      byte[] agreed = own.agree(theirs, TestMeters.CLIENT_TITLE, client.serverSystemTitle());
      assertArrayEquals(agreed, meter.keys().get(KeyId.AUTHENTICATION));
    }
  }
}
