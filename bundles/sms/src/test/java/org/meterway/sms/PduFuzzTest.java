/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/**
 * Whatever a PDU is: it is read within bounds, or refused in words; and a text comes back whole.
 */
class PduFuzzTest extends FuzzTarget {
  private static final int MOST_CHARACTERS = 320;

  @Override
  protected void check(byte[] input) {
    Choices choices = new Choices(input);
    if (choices.flip()) {
      decode(HexFormat.of().formatHex(choices.rest()));
    } else if (choices.flip()) {
      decode(choices.text());
    } else {
      septetsComeBack(choices.text());
    }
  }

  private static void decode(String hex) {
    try {
      Optional<ReceivedPart> part = DeliverPdu.decode(hex, Instant.EPOCH);
      part.ifPresent(
          it -> {
            assertTrue(it.text().length() <= MOST_CHARACTERS, "length " + it.text().length());
            assertTrue(it.sender().length() <= 21, it::sender);
            it.partOf().ifPresent(of -> assertTrue(of.part() >= 1 && of.part() <= of.parts()));
          });
    } catch (PduException e) {
      assertFalse(e.getMessage().isEmpty());
    }
  }

  private static void septetsComeBack(String text) {
    GsmAlphabet.encode(text)
        .ifPresent(
            septets -> {
              for (int skipped = 0; skipped < 9; skipped++) {
                byte[] packed = GsmAlphabet.pack(septets, skipped);
                try {
                  byte[] again = GsmAlphabet.unpack(packed, skipped, skipped + septets.length);
                  assertEquals(text, GsmAlphabet.decode(again));
                } catch (PduException e) {
                  throw new AssertionError(e);
                }
              }
            });
    Optional<TextPieces> pieces = TextPieces.of(text, true);
    pieces.ifPresent(
        it ->
            assertTrue(
                it.pieces().stream().allMatch(piece -> piece.length > 0 && piece.length <= 160)));
  }

  @Override
  protected List<String> words() {
    return List.of(
        "0004", "0044", "04A12143", "0000", "99309251619580", "050003", "0608", "€[", "ß");
  }
}
