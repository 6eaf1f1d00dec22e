/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.dlms.apdu.Aare;
import org.meterway.dlms.apdu.Aarq;
import org.meterway.dlms.apdu.ApduCodec;
import org.meterway.dlms.apdu.ApduException;
import org.meterway.dlms.apdu.ApplicationContext;
import org.meterway.dlms.apdu.AssociationResult;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.Conformance;
import org.meterway.dlms.apdu.Diagnostic;
import org.meterway.dlms.apdu.InitiateRequest;
import org.meterway.dlms.apdu.InitiateResponse;
import org.meterway.dlms.apdu.Mechanism;
import org.meterway.dlms.security.CipheringException;
import org.meterway.dlms.security.InvocationCounters;
import org.meterway.dlms.security.KeyRing;
import org.meterway.dlms.security.Protection;
import org.meterway.dlms.security.SecurityContext;
import org.meterway.dlms.security.SecurityPolicy;
import org.meterway.dlms.security.SecuritySuite;

/** Meters that refuse, that do not prove who they are, and that do not protect as they should. */
class HostileAssociationTest {
  private static final AttributeReference ENERGY = AttributeReference.of("3:1.0.1.8.0.255:2");
  private static final byte[] VALUE = RecordedExchange.hex("C40142000600BC614E");
  private static final Conformance ALL = new Conformance(0xFFFFFF);

  private static KeyRing keys() {
    return new KeyRing(SecuritySuite.SUITE_0)
        .encryptionKey(RecordedExchange.EK)
        .authenticationKey(RecordedExchange.AK);
  }

  private static DlmsClientOptions ciphered(Mechanism mechanism) {
    return DlmsClientOptions.builder()
        .authentication(mechanism)
        .security(keys(), SecurityPolicy.global(Protection.AUTHENTICATED_ENCRYPTION))
        .systemTitle(RecordedExchange.CLIENT)
        .counters(InvocationCounters.inMemory(1))
        .build();
  }

  /** A meter that takes ciphered requests, and answers what a test does to its right answers. */
  private static final class CipheringMeter {
    private final SecurityContext security =
        SecurityContext.builder(keys(), RecordedExchange.SERVER)
            .peer(RecordedExchange.CLIENT)
            .counters(InvocationCounters.inMemory(1))
            .build();
    private final List<Long> counters = new ArrayList<>();

    List<String> answer(String request) {
      try {
        byte[] apdu = RecordedExchange.hex(request);
        if (apdu[0] == 0x60) {
          byte[] information = ((Aarq) ApduCodec.decode(apdu)).userInformation();
          counters.add(security.unprotect(information, 0, information.length).invocationCounter());
          return List.of(aare(initiate()));
        }
        if (apdu[0] == 0x62) {
          return List.of();
        }
        counters.add(security.unprotect(apdu, 0, apdu.length).invocationCounter());
        return List.of(sealed(VALUE));
      } catch (CipheringException | ApduException e) {
        throw new AssertionError(e);
      }
    }

    byte[] initiate() throws CipheringException {
      byte[] plain = ApduCodec.encode(new InitiateResponse(null, 6, ALL, 1024, 7));
      return security.protect(policy(), plain, 0, plain.length).toByteArray();
    }

    String aare(byte[] information) {
      return RecordedExchange.hex(
          ApduCodec.encode(
              Aare.builder()
                  .applicationContext(ApplicationContext.LOGICAL_NAME_CIPHERED)
                  .result(AssociationResult.ACCEPTED)
                  .diagnostic(Diagnostic.NULL)
                  .respondingSystemTitle(RecordedExchange.SERVER)
                  .userInformation(information)
                  .build()));
    }

    String sealed(byte[] service) {
      try {
        return RecordedExchange.hex(
            security.protect(policy(), service, 0, service.length).toByteArray());
      } catch (CipheringException e) {
        throw new AssertionError(e);
      }
    }

    private static SecurityPolicy policy() {
      return SecurityPolicy.global(Protection.AUTHENTICATED_ENCRYPTION);
    }
  }

  private static DlmsClientOptions none() {
    return ciphered(Mechanism.NONE);
  }

  @Test
  void eachTryOfACipheredRequestHasACounterOfItsOwn() throws IOException {
    CipheringMeter meter = new CipheringMeter();
    List<String> requests = new ArrayList<>();
    ScriptedPeer peer =
        new ScriptedPeer(
            request -> {
              List<String> answer = meter.answer(request);
              requests.add(request);
              return requests.size() == 2 ? List.of() : patched(meter, answer, requests.size());
            });
    DlmsClient client = DlmsClient.open(peer, none());

    assertEquals(0xBC614E, client.get(ENERGY).asLong());
    assertEquals(List.of(1L, 2L, 3L), meter.counters);
  }

  /** With the invoke id of the first request. */
  private static List<String> patched(CipheringMeter meter, List<String> answer, int request) {
    if (request < 2) {
      return answer;
    }
    byte[] first = VALUE.clone();
    first[2] = 0x41;
    return List.of(meter.sealed(first));
  }

  @Test
  void aReplayedAnswerIsDropped() throws IOException {
    CipheringMeter meter = new CipheringMeter();
    List<String> recorded = new ArrayList<>();
    ScriptedPeer peer =
        new ScriptedPeer(
            request -> {
              if (request.startsWith("60")) {
                return meter.answer(request);
              }
              meter.answer(request);
              if (recorded.isEmpty()) {
                byte[] first = VALUE.clone();
                first[2] = 0x41;
                recorded.add(meter.sealed(first));
                return recorded;
              }
              return recorded;
            });
    DlmsClient client = DlmsClient.open(peer, none());
    client.get(ENERGY);

    SecurityErrorException replayed =
        assertThrows(SecurityErrorException.class, () -> client.get(ENERGY));

    assertEquals(CipheringException.Reason.REPLAYED, replayed.ciphering().orElseThrow().reason());
    assertTrue(client.droppedAnswers() >= 1);
  }

  @Test
  void anAnswerThatWasChangedIsRefused() throws IOException {
    CipheringMeter meter = new CipheringMeter();
    ScriptedPeer peer = new ScriptedPeer(meter::answer);
    DlmsClient client = DlmsClient.open(peer, none());
    peer.script(
        request -> {
          byte[] changed = RecordedExchange.hex(meter.answer(request).get(0));
          changed[changed.length - 1] ^= 1;
          return List.of(RecordedExchange.hex(changed));
        });

    SecurityErrorException changed =
        assertThrows(SecurityErrorException.class, () -> client.get(ENERGY));

    assertEquals(
        CipheringException.Reason.AUTHENTICATION_FAILED,
        changed.ciphering().orElseThrow().reason());
  }

  @Test
  void aPlainAnswerIsRefusedAndAPlainNotificationDropped() throws IOException {
    CipheringMeter meter = new CipheringMeter();
    ScriptedPeer peer = new ScriptedPeer(meter::answer);
    DlmsClient client = DlmsClient.open(peer, none());
    peer.script(request -> List.of("0F00000001001101", RecordedExchange.hex(VALUE)));

    SecurityErrorException plain =
        assertThrows(SecurityErrorException.class, () -> client.get(ENERGY));

    assertEquals(CipheringException.Reason.NOT_CIPHERED, plain.ciphering().orElseThrow().reason());
    assertEquals(1, client.droppedAnswers());
  }

  @Test
  void aPlainExceptionResponseIsUnderstood() throws IOException {
    CipheringMeter meter = new CipheringMeter();
    ScriptedPeer peer = new ScriptedPeer(meter::answer);
    DlmsClient client = DlmsClient.open(peer, none());
    peer.script(request -> List.of("D8010600000FFF"));

    ServiceErrorException counter =
        assertThrows(ServiceErrorException.class, () -> client.get(ENERGY));

    assertEquals(0xFFF, counter.expectedInvocationCounter().orElseThrow());
  }

  @Test
  void aPlainInitiateResponseIsRefused() {
    CipheringMeter meter = new CipheringMeter();
    byte[] plain = ApduCodec.encode(new InitiateResponse(null, 6, ALL, 1024, 7));
    ScriptedPeer peer = new ScriptedPeer(request -> List.of(meter.aare(plain)));

    assertThrows(SecurityErrorException.class, () -> DlmsClient.open(peer, none()));
    assertFalse(peer.isOpen());
  }

  @Test
  void anotherMeterThanTheOneThatIsKnownIsRefused() throws Exception {
    CipheringMeter meter = new CipheringMeter();
    DlmsClientOptions options = none().toBuilder().serverSystemTitle(new byte[8]).build();

    SecurityErrorException other =
        assertThrows(
            SecurityErrorException.class,
            () -> DlmsClient.open(new ScriptedPeer(meter::answer), options));

    assertTrue(other.getMessage().contains("another meter"), other.getMessage());
  }

  private static String aare(byte[] challenge, Mechanism mechanism) {
    Aare.Builder aare =
        Aare.builder()
            .applicationContext(ApplicationContext.LOGICAL_NAME)
            .result(AssociationResult.ACCEPTED)
            .diagnostic(Diagnostic.AUTHENTICATION_REQUIRED)
            .mechanism(mechanism)
            .userInformation(ApduCodec.encode(new InitiateResponse(null, 6, ALL, 1024, 7)));
    if (challenge != null) {
      aare.authenticationValue(challenge);
    }
    return RecordedExchange.hex(ApduCodec.encode(aare.build()));
  }

  private static DlmsClientOptions high() {
    return DlmsClientOptions.builder()
        .authentication(Mechanism.HIGH_SHA1, RecordedExchange.SECRET)
        .build();
  }

  @Test
  void aMeterWithoutAChallengeIsRefused() {
    ScriptedPeer peer = new ScriptedPeer(r -> List.of(aare(null, Mechanism.HIGH_SHA1)));

    assertThrows(SecurityErrorException.class, () -> DlmsClient.open(peer, high()));
  }

  @Test
  void aMeterThatSendsOurOwnChallengeBackIsRefused() {
    ScriptedPeer peer =
        new ScriptedPeer(
            r -> {
              try {
                Aarq aarq = (Aarq) ApduCodec.decode(RecordedExchange.hex(r));
                return List.of(aare(aarq.authenticationValue(), Mechanism.HIGH_SHA1));
              } catch (ApduException e) {
                throw new AssertionError(e);
              }
            });

    SecurityErrorException reflected =
        assertThrows(SecurityErrorException.class, () -> DlmsClient.open(peer, high()));

    assertEquals(
        CipheringException.Reason.CHALLENGE_REFUSED, reflected.ciphering().orElseThrow().reason());
  }

  @ParameterizedTest
  @CsvSource({
    "C7014100010009140000000000000000000000000000000000000000, a wrong proof",
    "C701410000, no proof",
    "C70141000100" + "1105, a proof of another type"
  })
  void aMeterThatProvesNothingIsRefused(String answer, String why) {
    byte[] challenge = new byte[16];
    Arrays.fill(challenge, (byte) 9);
    ScriptedPeer peer =
        new ScriptedPeer(
            r ->
                r.startsWith("60")
                    ? List.of(aare(challenge, Mechanism.HIGH_SHA1))
                    : r.startsWith("C3") ? List.of(answer) : List.of());

    DlmsException refused =
        assertThrows(DlmsException.class, () -> DlmsClient.open(peer, high()), why);

    assertTrue(
        refused instanceof SecurityErrorException || refused instanceof ProtocolErrorException);
    assertFalse(peer.isOpen());
  }

  @Test
  void aMeterThatRefusesOurProofSaysSo() {
    byte[] challenge = new byte[16];
    ScriptedPeer peer =
        new ScriptedPeer(
            r ->
                r.startsWith("60")
                    ? List.of(aare(challenge, Mechanism.HIGH_SHA1))
                    : List.of("C701410300"));

    AssociationRejectedException refused =
        assertThrows(AssociationRejectedException.class, () -> DlmsClient.open(peer, high()));

    assertEquals(Diagnostic.AUTHENTICATION_FAILURE, refused.diagnostic());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 11, 12, 13, 99})
  void eachRejectionIsSaidInWords(int code) {
    Diagnostic diagnostic = new Diagnostic(1, code);
    String answer =
        RecordedExchange.hex(
            ApduCodec.encode(
                Aare.builder()
                    .applicationContext(ApplicationContext.LOGICAL_NAME)
                    .result(AssociationResult.REJECTED_TRANSIENT)
                    .diagnostic(diagnostic)
                    .userInformation(RecordedExchange.hex("0E010602"))
                    .build()));

    AssociationRejectedException refused =
        assertThrows(
            AssociationRejectedException.class,
            () ->
                DlmsClient.open(
                    new ScriptedPeer(r -> List.of(answer)), DlmsClientOptions.publicClient()));

    assertEquals(diagnostic, refused.diagnostic());
    assertEquals(AssociationResult.REJECTED_TRANSIENT, refused.result());
    assertTrue(refused.getMessage().contains(diagnostic.words()), refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "61", // cut
        "C40141000600BC614E", // no AARE
        "6115A109060760857405080101A203020100A305A103020100", // no word on what is agreed
        "6129A109060760857405080101A203020100A305A103020100BE10040E0100000006"
            + "5F1F0400001E5DFFFF"
      })
  void whatIsNoAnswerToAnAssociationIsRefused(String answer) {
    ScriptedPeer peer = new ScriptedPeer(r -> List.of(answer));

    assertThrows(
        DlmsException.class, () -> DlmsClient.open(peer, DlmsClientOptions.publicClient()));
    assertFalse(peer.isOpen());
  }

  @Test
  void onlyWhatBothAgreeToIsUsed() throws Exception {
    ScriptedPeer peer =
        new ScriptedPeer(r -> List.of(ScriptedPeer.ACCEPTED.replace("FFFFFF0400", "0000100400")));

    DlmsClient client = DlmsClient.open(peer, DlmsClientOptions.publicClient());

    assertEquals(Conformance.of(Conformance.Bit.GET), client.conformance());
    Aarq aarq = (Aarq) ApduCodec.decode(RecordedExchange.hex(peer.all().get(0)));
    assertEquals(
        DlmsClientOptions.LOGICAL_NAMES,
        ((InitiateRequest) ApduCodec.decode(aarq.userInformation())).conformance());
  }

  @Test
  void aMeterThatDoesNotConfirmTheReleaseIsLeftAllTheSame() throws IOException {
    ScriptedPeer peer = ScriptedPeer.answering();
    DlmsClient client = DlmsClient.open(peer, DlmsClientOptions.publicClient());

    assertThrows(ResponseTimeoutException.class, client::release);
    assertThrows(IllegalStateException.class, () -> client.get(ENERGY));
    client.close();
    assertFalse(peer.isOpen());
  }

  @ParameterizedTest
  @EnumSource(
      value = Mechanism.class,
      names = {"NONE", "HIGH_GMAC"},
      mode = EnumSource.Mode.EXCLUDE)
  void optionsThatLackASecretAreRefused(Mechanism mechanism) {
    DlmsClientOptions.Builder builder = DlmsClientOptions.builder().authentication(mechanism);

    assertThrows(IllegalArgumentException.class, builder::build);
  }

  @Test
  void optionsThatLackKeysTitleOrCountersAreRefused() {
    DlmsClientOptions.Builder builder =
        DlmsClientOptions.builder().security(keys(), SecurityPolicy.global(Protection.ENCRYPTION));
    assertThrows(IllegalArgumentException.class, builder::build);
    builder.systemTitle(RecordedExchange.CLIENT);
    assertThrows(IllegalArgumentException.class, builder::build);
    builder.counters(InvocationCounters.inMemory(1)).build();
    assertThrows(IllegalArgumentException.class, () -> builder.systemTitle(new byte[3]));
    assertThrows(IllegalArgumentException.class, () -> builder.preEstablished(true).build());
    assertThrows(
        IllegalArgumentException.class,
        () -> DlmsClientOptions.builder().authentication(Mechanism.HIGH_GMAC).build());
  }
}
