/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A text cut into what fits into one message each.
 *
 * @param coding GSM7 where all of its characters are in that alphabet, else UCS2
 * @param pieces septets, one an octet, or UCS2
 */
record TextPieces(Coding coding, List<byte[]> pieces) {
  /** More than anybody should pay for. */
  static final int MOST = 10;

  static final int SEPTETS = 160;
  static final int OCTETS = 140;

  /** A header of six octets takes that many septets. */
  static final int HEADER_SEPTETS = 7;

  static final int HEADER_OCTETS = 6;

  /**
   * Cuts a text.
   *
   * @param headed whether pieces of a longer text have a header
   * @return empty if it is empty, or needs more than {@value #MOST}
   */
  static Optional<TextPieces> of(String text, boolean headed) {
    Optional<byte[]> septets = GsmAlphabet.encode(text);
    TextPieces pieces =
        septets
            .map(it -> gsm(it, headed))
            .orElseGet(() -> ucs2(text.getBytes(StandardCharsets.UTF_16BE), headed));
    int count = pieces.pieces.size();
    return count == 0 || count > MOST ? Optional.empty() : Optional.of(pieces);
  }

  private static TextPieces gsm(byte[] septets, boolean headed) {
    int each = septets.length <= SEPTETS || !headed ? SEPTETS : SEPTETS - HEADER_SEPTETS;
    List<byte[]> pieces = new ArrayList<>();
    int at = 0;
    while (at < septets.length) {
      int end = Math.min(septets.length, at + each);
      end -= GsmAlphabet.mayCut(septets, end) ? 0 : 1;
      pieces.add(Arrays.copyOfRange(septets, at, end));
      at = end;
    }
    return new TextPieces(Coding.GSM7, pieces);
  }

  private static TextPieces ucs2(byte[] octets, boolean headed) {
    int each = octets.length <= OCTETS || !headed ? OCTETS : OCTETS - HEADER_OCTETS;
    List<byte[]> pieces = new ArrayList<>();
    int at = 0;
    while (at < octets.length) {
      int end = Math.min(octets.length, at + each);
      // A character of two units stays whole.
      end -= end < octets.length && (octets[end - 2] & 0xFC) == 0xD8 ? 2 : 0;
      pieces.add(Arrays.copyOfRange(octets, at, end));
      at = end;
    }
    return new TextPieces(Coding.UCS2, pieces);
  }
}
