/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is passed down, and what is a confirmation, however the stream is cut. */
class PatternIncomingTest {
  private final PatternScene scene = new PatternScene();

  @ParameterizedTest
  @CsvSource({
    "OK, OK, '', 1",
    "OK, OKOK, '', 2",
    "OK, aOKb, ab, 1",
    "OK, OOK, O, 1",
    "OK, OxK, OxK, 0",
    "OK, KOOKO, KO, 1",
    "aab, aaab, a, 1",
    "aab, aaxaab, aax, 1",
    "aa, aaa, '', 1",
    "abab, ababab, '', 1",
    "abac, abababac, abab, 1",
    "x, axbxc, abc, 2"
  })
  void patternsAreTakenOut(String pattern, String stream, String expected, int confirmations) {
    for (int cut = 0; cut <= stream.length(); cut++) {
      PatternIncoming incoming = incoming(pattern);
      feed(incoming, stream.substring(0, cut));
      feed(incoming, stream.substring(cut));
      assertEquals(expected, text(), "cut at " + cut);
      assertEquals(confirmations, confirmations());
    }
  }

  @Test
  void aBeginningOfThePatternWaitsForWhatFollows() {
    PatternIncoming incoming = incoming("OK\r\n");
    feed(incoming, "one OK\r");
    assertEquals("one ", text());
    feed(incoming, "x");
    assertEquals("one OK\rx", text());
    assertEquals(0, confirmations());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void inAnyStreamTheFirstOccurrencesAreTaken(long seed) {
    Random random = new Random(seed);
    for (int run = 0; run < 3000; run++) {
      String pattern = letters(random, 1 + random.nextInt(6));
      String stream = letters(random, random.nextInt(60)) + "$";
      PatternIncoming incoming = incoming(pattern);
      for (int at = 0; at < stream.length(); ) {
        int end = Math.min(stream.length(), at + 1 + random.nextInt(9));
        feed(incoming, stream.substring(at, end));
        at = end;
      }
      String expected = stream.replace(pattern, "");
      assertEquals(expected, text(), () -> pattern + " in " + stream);
      assertEquals((stream.length() - expected.length()) / pattern.length(), confirmations());
    }
  }

  private static String letters(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(2)));
    }
    return text.toString();
  }

  private long confirmations() {
    return scene.confirmations();
  }

  private String text() {
    return scene.down.toString(ISO_8859_1);
  }

  private PatternIncoming incoming(String pattern) {
    return scene.incoming(pattern.getBytes(ISO_8859_1));
  }

  private static void feed(PatternIncoming incoming, String text) {
    incoming.received(text.getBytes(ISO_8859_1), text.length());
  }
}
