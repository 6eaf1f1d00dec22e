/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes fuzz inputs: of stored ones by small changes, or out of nothing. Not thread-safe. */
final class Mutator {
  private static final byte[] EDGES = {0, 1, 0x7F, (byte) 0x80, (byte) 0xFF, '"', '\\', '{', '}'};

  private final RandomGenerator random;
  private final List<byte[]> seeds;
  private final List<byte[]> words;
  private final int longest;

  /**
   * @param seeds inputs to change; may be empty
   * @param words stretches that mean something to the target; may be empty
   * @param longest the most bytes of an input
   */
  Mutator(RandomGenerator random, List<byte[]> seeds, List<byte[]> words, int longest) {
    this.random = random;
    this.seeds = seeds;
    this.words = words;
    this.longest = longest;
  }

  byte[] next() {
    int kind = random.nextInt(10);
    byte[] input =
        switch (kind) {
          case 0 -> noise();
          case 1, 2 -> words.isEmpty() ? noise() : wordy();
          default -> seeds.isEmpty() ? noise() : changed(seeds.get(random.nextInt(seeds.size())));
        };
    return input.length <= longest ? input : Arrays.copyOf(input, longest);
  }

  /** Any bytes; short ones are frequent. */
  private byte[] noise() {
    byte[] bytes = new byte[random.nextInt(1 + random.nextInt(1 + random.nextInt(longest)))];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Words in any order, with a few other bytes between them. */
  private byte[] wordy() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int count = 1 + random.nextInt(1 + random.nextInt(60));
    for (int i = 0; i < count && bytes.size() < longest; i++) {
      if (random.nextInt(4) == 0) {
        bytes.write(random.nextInt(256));
      } else {
        bytes.writeBytes(words.get(random.nextInt(words.size())));
      }
    }
    return bytes.toByteArray();
  }

  private byte[] changed(byte[] seed) {
    byte[] input = seed;
    int changes = 1 + random.nextInt(1 + random.nextInt(8));
    for (int i = 0; i < changes; i++) {
      input = changedOnce(input);
    }
    return input;
  }

  private byte[] changedOnce(byte[] input) {
    int from = random.nextInt(input.length + 1);
    int to = from + random.nextInt(1 + Math.min(input.length - from, stretch()));
    return switch (random.nextInt(8)) {
      case 0 -> withOctet(input, octet -> octet ^ 1 << random.nextInt(8));
      case 1 -> withOctet(input, octet -> random.nextInt(256));
      case 2 -> withOctet(input, octet -> EDGES[random.nextInt(EDGES.length)]);
      case 3 -> replaced(input, from, to, new byte[0]);
      case 4 -> replaced(input, from, from, Arrays.copyOfRange(input, from, to));
      case 5 -> replaced(input, from, random.nextBoolean() ? from : to, word());
      case 6 -> replaced(input, from, to, noise(stretch()));
      default -> spliced(input, from);
    };
  }

  private interface Change {
    int of(byte octet);
  }

  private byte[] withOctet(byte[] input, Change change) {
    if (input.length == 0) {
      return noise(1);
    }
    byte[] copy = input.clone();
    int at = random.nextInt(copy.length);
    copy[at] = (byte) change.of(copy[at]);
    return copy;
  }

  /** Goes on with the end of another seed. */
  private byte[] spliced(byte[] input, int from) {
    byte[] other = seeds.get(random.nextInt(seeds.size()));
    int otherFrom = random.nextInt(other.length + 1);
    return replaced(input, from, input.length, Arrays.copyOfRange(other, otherFrom, other.length));
  }

  private byte[] word() {
    return words.isEmpty() ? noise(stretch()) : words.get(random.nextInt(words.size()));
  }

  private byte[] noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** How many bytes one change concerns: few in most cases. */
  private int stretch() {
    return 1 + random.nextInt(1 << random.nextInt(8));
  }

  private byte[] replaced(byte[] input, int from, int to, byte[] by) {
    byte[] result = Arrays.copyOf(input, input.length - (to - from) + by.length);
    System.arraycopy(by, 0, result, from, by.length);
    System.arraycopy(input, to, result, from + by.length, input.length - to);
    return result;
  }
}
