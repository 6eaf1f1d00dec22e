/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterway.dlms.apdu.Mechanism;

/** Passes 3 and 4 as public implementations sent them. */
class RecordedChallengesTest {
  @ParameterizedTest
  @CsvSource({
    "20-wrap-hls2-gurux-gurux, 2",
    "21-wrap-hls3-md5-gurux-gurux, 3",
    "10-wrap-gmac-authenc-gurux-gurux, 5",
    "11-wrap-gmac-authenc-jdlms-gurux, 5",
    "13-wrap-gmac-authenc-jdlms-jdlms, 5",
    "14-wrap-gmac-authonly-gurux-gurux, 5",
    "15-wrap-gmac-enconly-gurux-gurux, 5",
    "16-wrap-gmac-nociphering-gurux-gurux, 5",
    "18-wrap-gmac-ded-gurux-gurux, 5",
    "43-hdlc-gmac-authenc-gurux-gurux, 5",
    "23-wrap-hls6-sha256-gurux-gurux, 6"
  })
  void bothAnswersAreRightAndOursAreTheSame(String name, int mechanism) throws CipheringException {
    Recording recording = Recording.of(name);
    byte[] pass3 = recording.answer(true);
    byte[] pass4 = recording.answer(false);
    try (KeyRing keys = Recording.keys(SecuritySuite.SUITE_0)) {
      HighLevelSecurity client =
          new HighLevelSecurity(
              Mechanism.of(mechanism),
              context(keys, Recording.CLIENT, Recording.SERVER, mechanism, pass3),
              Recording.SECRET,
              recording.clientChallenge());
      HighLevelSecurity server =
          new HighLevelSecurity(
              Mechanism.of(mechanism),
              context(keys, Recording.SERVER, Recording.CLIENT, mechanism, pass4),
              Recording.SECRET,
              recording.serverChallenge());
      client.peerChallenge(recording.serverChallenge());
      server.peerChallenge(recording.clientChallenge());

      assertArrayEquals(pass3, client.answer());
      server.verify(pass3);
      assertArrayEquals(pass4, server.answer());
      client.verify(pass4);
    }
  }

  /**
   * The recording does not tell the public keys; what can be said is that the form is r, then s.
   */
  @Test
  void signedAnswersHaveTheLengthOfTheSuite() {
    Recording recording = Recording.of("24-wrap-hls7-ecdsa-suite1-gurux-gurux");
    assertEquals(SecuritySuite.SUITE_1.signatureLength(), recording.answer(true).length);
    assertEquals(SecuritySuite.SUITE_1.signatureLength(), recording.answer(false).length);
  }

  private static SecurityContext context(
      KeyRing keys, byte[] own, byte[] peer, int mechanism, byte[] answer) {
    long counter = mechanism == 5 ? Axdr.get32(answer, 1) : 0;
    return SecurityContext.builder(keys, own)
        .peer(peer)
        .counters(InvocationCounters.inMemory(counter))
        .build();
  }
}
