/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/**
 * Any pattern in any stream, however it is cut: its occurrences are confirmations, and all else is
 * passed down, at the latest with the byte that shows that it is no pattern.
 */
class PatternFuzzTest extends FuzzTarget {
  private final PatternScene scene = new PatternScene();

  @Override
  protected int weight() {
    return 4;
  }

  @Override
  protected void check(byte[] input) {
    Choices choices = new Choices(input);
    byte[] pattern = concat(new byte[] {(byte) choices.octet()}, choices.bytes(12));
    int[] pieces = {1 + choices.below(40), 1 + choices.below(7)};
    byte[] stream = stream(choices, pattern);
    String expected = text(stream).replace(text(pattern), "");
    int confirmations = (stream.length - expected.length()) / pattern.length;

    for (int[] sizes : List.of(new int[] {Math.max(1, stream.length)}, pieces, new int[] {1})) {
      scene.down.reset();
      PatternIncoming incoming = scene.incoming(pattern);
      feed(incoming, stream, sizes);
      String passed = scene.down.toString(ISO_8859_1);
      assertTrue(expected.startsWith(passed), "what was passed down");
      String kept = expected.substring(passed.length());
      assertTrue(
          kept.length() < pattern.length && text(pattern).startsWith(kept), "what is kept back");
      assertEquals(confirmations, scene.confirmations());
      feed(incoming, new byte[] {strangerTo(pattern)}, new int[] {1});
      assertEquals(expected.length() + 1, scene.down.size(), "passed down in the end");
    }
  }

  /** Beginnings and ends of the pattern are frequent. */
  private static byte[] stream(Choices choices, byte[] pattern) {
    byte[] stream = new byte[0];
    int parts = choices.below(12);
    for (int i = 0; i < parts; i++) {
      int cut = choices.below(pattern.length + 1);
      stream =
          concat(
              stream,
              choices.flip()
                  ? Arrays.copyOf(pattern, cut)
                  : Arrays.copyOfRange(pattern, cut, pattern.length));
    }
    return concat(stream, choices.rest());
  }

  private static byte strangerTo(byte[] pattern) {
    for (int octet = 0; ; octet++) {
      if (text(pattern).indexOf(octet) < 0) {
        return (byte) octet;
      }
    }
  }

  private static void feed(PatternIncoming incoming, byte[] stream, int[] sizes) {
    int turn = 0;
    for (int at = 0; at < stream.length; ) {
      int count = Math.min(stream.length - at, sizes[turn++ % sizes.length]);
      incoming.received(Arrays.copyOfRange(stream, at, at + count), count);
      at += count;
    }
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }
}
