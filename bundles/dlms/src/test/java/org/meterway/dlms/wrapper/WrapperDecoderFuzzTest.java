/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.wrapper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/** Any stream, cut anywhere: the same APDUs, or the same error. */
class WrapperDecoderFuzzTest extends FuzzTarget {
  private static final int MAX_LENGTH = 500;

  @Override
  protected void check(byte[] input) {
    Choices choices = new Choices(input);
    int step = 1 + choices.octet();
    byte[] bytes = choices.rest();
    List<byte[]> whole = new ArrayList<>();
    List<byte[]> pieces = new ArrayList<>();
    String wholeError = decode(bytes, Math.max(1, bytes.length), whole);
    String piecesError = decode(bytes, step, pieces);
    assertEquals(wholeError, piecesError);
    assertEquals(whole.size(), pieces.size());
    for (int i = 0; i < whole.size(); i++) {
      assertArrayEquals(whole.get(i), pieces.get(i));
    }
  }

  private static String decode(byte[] bytes, int step, List<byte[]> apdus) {
    WrapperDecoder decoder = new WrapperDecoder(MAX_LENGTH);
    try {
      for (int at = 0; at < bytes.length; at += step) {
        decoder.put(bytes, at, Math.min(step, bytes.length - at));
        while (decoder.next()) {
          assertTrue(decoder.length() <= MAX_LENGTH);
          apdus.add(decoder.toByteArray());
        }
      }
      return null;
    } catch (WrapperException e) {
      return e.getMessage();
    }
  }
}
