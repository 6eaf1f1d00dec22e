/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.meterway.dlms.security.KeyAgreementTest.assertReason;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.meterway.dlms.apdu.Mechanism;
import org.meterway.dlms.security.CipheringException.Reason;

/** Challenges and answers between two sides. */
class HighLevelSecurityTest {
  @ParameterizedTest
  @EnumSource(
      value = Mechanism.class,
      mode = Mode.EXCLUDE,
      names = {"NONE", "LOW"})
  void bothSidesConvinceEachOther(Mechanism mechanism) throws CipheringException {
    for (SecuritySuite suite : SecuritySuite.values()) {
      if (mechanism == Mechanism.HIGH_ECDSA && !suite.hasPublicKeys()) {
        continue;
      }
      try (Pair pair = new Pair(mechanism, suite)) {
        byte[] pass3 = pair.client.answer();
        pair.server.verify(pass3);
        byte[] pass4 = pair.server.answer();
        pair.client.verify(pass4);
        assertReason(Reason.CHALLENGE_FAILED, () -> pair.client.verify(pass3));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Mechanism.class,
      mode = Mode.EXCLUDE,
      names = {"NONE", "LOW"})
  void everyBitThatIsChangedIsNoticed(Mechanism mechanism) throws CipheringException {
    try (Pair pair = new Pair(mechanism, SecuritySuite.SUITE_1)) {
      byte[] answer = pair.server.answer();
      int step = mechanism == Mechanism.HIGH_ECDSA ? 13 : 1;
      // The counter of GMAC is in the vector: a change there is noticed as one of the tag is.
      for (int bit = 0; bit < answer.length * 8; bit += step) {
        byte[] changed = answer.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        assertReason(Reason.CHALLENGE_FAILED, () -> pair.client.verify(changed));
      }
      for (int length = 0; length < answer.length; length += step) {
        byte[] cut = Arrays.copyOf(answer, length);
        assertReason(Reason.CHALLENGE_FAILED, () -> pair.client.verify(cut));
      }
    }
  }

  @Test
  void ourOwnChallengeIsRefused() throws CipheringException {
    HighLevelSecurity client = new HighLevelSecurity(Mechanism.HIGH_MD5, null, Recording.SECRET);
    assertReason(Reason.CHALLENGE_REFUSED, () -> client.peerChallenge(client.challenge()));
    assertThrows(IllegalStateException.class, client::answer);
  }

  @Test
  void challengesOfWrongLengthAreRefused() {
    HighLevelSecurity client = new HighLevelSecurity(Mechanism.HIGH_SHA1, null, Recording.SECRET);
    for (int length : new int[] {0, 7, 65, 200}) {
      assertReason(Reason.CHALLENGE_REFUSED, () -> client.peerChallenge(new byte[length]));
      assertThrows(IllegalArgumentException.class, () -> HighLevelSecurity.newChallenge(length));
    }
    for (int length : new int[] {8, 64}) {
      assertEquals(length, HighLevelSecurity.newChallenge(length).length);
    }
  }

  @Test
  void challengesAreNewEachTimeAndLongEnough() {
    assertNotEquals(
        java.util.HexFormat.of().formatHex(HighLevelSecurity.newChallenge(16)),
        java.util.HexFormat.of().formatHex(HighLevelSecurity.newChallenge(16)));
    try (Sides sides = new Sides(SecuritySuite.SUITE_1)) {
      SecurityContext context = sides.ofClient().build();
      assertEquals(
          32, new HighLevelSecurity(Mechanism.HIGH_ECDSA, context, null).challenge().length);
      assertEquals(
          16, new HighLevelSecurity(Mechanism.HIGH_GMAC, context, null).challenge().length);
    }
  }

  /** One counter used for both is a fault that public implementations have. */
  @Test
  void pass3TakesOneCounterForTheAnswerAndAnotherForTheRequestAroundIt() throws CipheringException {
    try (Pair pair = new Pair(Mechanism.HIGH_GMAC, SecuritySuite.SUITE_0)) {
      pair.clientContext.policy(SecurityPolicy.global(Protection.AUTHENTICATED_ENCRYPTION));
      byte[] answer = pair.client.answer();
      byte[] action = Arrays.copyOf(new byte[] {(byte) 0xC3, 1}, 40);
      ProtectedApdu request = pair.clientContext.protect(action, 0, action.length);

      assertEquals(Axdr.get32(answer, 1) + 1, request.invocationCounter());
      byte[] sent = request.toByteArray();
      pair.serverContext.unprotect(sent, 0, sent.length);
      pair.server.verify(answer);
    }
  }

  @Test
  void anotherSecretIsNotEnough() throws CipheringException {
    HighLevelSecurity client = new HighLevelSecurity(Mechanism.HIGH_SHA1, null, Recording.SECRET);
    HighLevelSecurity server = new HighLevelSecurity(Mechanism.HIGH_SHA1, null, new byte[] {1});
    client.peerChallenge(server.challenge());
    server.peerChallenge(client.challenge());
    byte[] answer = server.answer();
    assertReason(Reason.CHALLENGE_FAILED, () -> client.verify(answer));
  }

  @Test
  void whatAMechanismNeedsMustBeGiven() {
    for (Mechanism mechanism : Mechanism.values()) {
      assertThrows(
          IllegalArgumentException.class, () -> new HighLevelSecurity(mechanism, null, null));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new HighLevelSecurity(Mechanism.HIGH, null, new byte[17]));
  }

  /** A client and a server that have exchanged challenges. */
  private static final class Pair implements AutoCloseable {
    private final Sides sides;
    private final SecurityContext clientContext;
    private final SecurityContext serverContext;
    private final HighLevelSecurity client;
    private final HighLevelSecurity server;

    Pair(Mechanism mechanism, SecuritySuite suite) throws CipheringException {
      sides = new Sides(suite);
      clientContext = sides.ofClient().build();
      serverContext = sides.ofServer().build();
      client = new HighLevelSecurity(mechanism, clientContext, Recording.SECRET);
      server = new HighLevelSecurity(mechanism, serverContext, Recording.SECRET);
      client.peerChallenge(server.challenge());
      server.peerChallenge(client.challenge());
    }

    @Override
    public void close() {
      client.close();
      server.close();
      sides.close();
    }
  }
}
