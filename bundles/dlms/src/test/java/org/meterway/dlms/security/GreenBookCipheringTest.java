/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.meterway.dlms.security.Recording.hex;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterway.dlms.RealTelegrams;
import org.meterway.dlms.apdu.Mechanism;

/**
 * The worked examples of the Green Book. They are not in the project: they are read from {@code
 * shared/vectors/dlms} beside it, and the tests are skipped where that is not.
 */
class GreenBookCipheringTest {
  private static final String NAME = "p01-greenbook-ciphering.hex";
  private static final byte[] TITLE = hex("4D4D4D0000BC614E");
  private static final byte[] OTHER = hex("4D4D4D0000000001");
  private static final long COUNTER = 0x01234567;

  private final KeyRing keys = Recording.keys(SecuritySuite.SUITE_0);
  private List<String> lines;

  @BeforeEach
  void findTheExamples() throws IOException {
    lines = Files.readAllLines(RealTelegrams.required().resolve(NAME));
  }

  @AfterEach
  void close() {
    keys.close();
  }

  @ParameterizedTest
  @CsvSource({
    "authentication only, AUTHENTICATION",
    "encryption only, ENCRYPTION",
    "authenticated encryption, AUTHENTICATED_ENCRYPTION"
  })
  void ciphersTheRequestForTheClock(String remark, Protection protection)
      throws CipheringException {
    byte[] plain = hex(line("# plain ").substring("# plain ".length()));
    byte[] apdu = frame("# " + remark);
    SecurityContext sender = context(TITLE, OTHER, COUNTER);
    sender.policy(SecurityPolicy.global(protection));

    assertArrayEquals(apdu, sender.protect(plain, 0, plain.length).toByteArray());
    assertArrayEquals(
        plain, context(OTHER, TITLE, 0).unprotect(apdu, 0, apdu.length).toByteArray());
  }

  @Test
  void answersAndVerifiesTheChallengesOfGmac() throws CipheringException {
    byte[] stoC = "P6wRJ21F".getBytes(StandardCharsets.US_ASCII);
    byte[] ctoS = "K56iVagY".getBytes(StandardCharsets.US_ASCII);
    HighLevelSecurity client =
        new HighLevelSecurity(Mechanism.HIGH_GMAC, context(OTHER, TITLE, 1), null, ctoS);
    HighLevelSecurity server =
        new HighLevelSecurity(Mechanism.HIGH_GMAC, context(TITLE, OTHER, COUNTER), null, stoC);
    client.peerChallenge(stoC);
    server.peerChallenge(ctoS);

    assertArrayEquals(frame("# f(StoC)"), client.answer());
    server.verify(frame("# f(StoC)"));
    assertArrayEquals(frame("# f(CtoS)"), server.answer());
    client.verify(frame("# f(CtoS)"));
  }

  @Test
  void readsTheDedicatedKeyOfTheAssociationRequest() throws CipheringException {
    String line = line("> 6066");
    byte[] request = hex(line.substring(line.indexOf("2130300123"), line.length()));

    Unprotected plain = context(OTHER, TITLE, 0).unprotect(request, 0, request.length);

    assertEquals(COUNTER, plain.invocationCounter());
    assertArrayEquals(
        hex("01011000112233445566778899AABBCCDDEEFF0000065F1F0400007E1F04B0"), plain.toByteArray());
  }

  private SecurityContext context(byte[] own, byte[] peer, long counter) {
    return SecurityContext.builder(keys, own)
        .peer(peer)
        .counters(InvocationCounters.inMemory(counter))
        .build();
  }

  private byte[] frame(String remark) {
    String line =
        lines.stream()
            .filter(any -> any.matches("[<>] .*") && any.contains(remark))
            .findFirst()
            .orElseThrow();
    return hex(line.split(" ")[1]);
  }

  private String line(String start) {
    return lines.stream().filter(any -> any.startsWith(start)).findFirst().orElseThrow();
  }
}
