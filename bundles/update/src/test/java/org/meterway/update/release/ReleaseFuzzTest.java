/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Octets by chance, near to good ones: each is read or refused in words, and nothing else. */
class ReleaseFuzzTest {
  private static final int RUNS = 20_000;
  private static final String PIECES = "{}[]\",:0123456789.eE-+\\utrfnl/ \u0000\u007f\u00e4";

  private interface Reader {
    void read(byte[] octets) throws ReleaseException;
  }

  private static void fuzz(byte[] good, long seed, Reader reader) {
    Random random = new Random(seed);
    int refused = 0;
    for (int run = 0; run < RUNS; run++) {
      byte[] octets = mutated(good, random);
      try {
        reader.read(octets);
      } catch (ReleaseException e) {
        assertTrue(e.getMessage().length() < 5000, e.getMessage());
        refused++;
      }
    }
    assertTrue(refused > RUNS / 2, refused + " of " + RUNS + " were refused");
  }

  private static byte[] mutated(byte[] good, Random random) {
    byte[] octets = good.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(octets.length);
      switch (random.nextInt(4)) {
        case 0 -> octets[at] = (byte) random.nextInt();
        case 1 -> octets[at] = (byte) PIECES.charAt(random.nextInt(PIECES.length()));
        case 2 -> octets = Arrays.copyOf(octets, Math.max(1, at));
        default -> {
          int from = random.nextInt(octets.length);
          int length = Math.min(octets.length - Math.max(at, from), random.nextInt(40));
          System.arraycopy(good, Math.min(from, good.length - length), octets, at, length);
        }
      }
    }
    return octets;
  }

  @Test
  void manifestsByChance() {
    fuzz(Samples.octets(Samples.release().toJson()), 1, Release::parse);
  }

  @Test
  void indexesByChance() {
    fuzz(Samples.octets(Samples.index().toJson()), 2, RepositoryIndex::parse);
  }

  @Test
  void signatureFilesByChance() throws Exception {
    SigningKey key = SigningKey.generate();
    byte[] octets = {1, 2, 3};
    byte[] good = SigningKey.sign(List.of(key), octets);
    TrustedKeys keys = TrustedKeys.parse("keys", key.publicPem());
    assertEquals(key.id(), keys.check("it", octets, good));
    String line = new String(good, StandardCharsets.ISO_8859_1).strip();
    fuzz(
        good,
        3,
        signature -> {
          keys.check("it", octets, signature);
          assertTrue(new String(signature, StandardCharsets.ISO_8859_1).contains(line));
        });
  }
}
