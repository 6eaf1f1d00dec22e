/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/**
 * Hex text of any bytes, as any reads bring it: the bytes, and the same error at the same place.
 */
class HexInputFuzzTest extends FuzzTarget {
  @Override
  protected void check(byte[] input) throws IOException {
    Choices choices = new Choices(input);
    int[] reads = {1 + choices.below(9), 1 + choices.below(9)};
    int[] asked = {1 + choices.below(9), 1 + choices.below(9)};
    byte[] text = choices.rest();
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    ByteArrayOutputStream pieces = new ByteArrayOutputStream();

    String problem = read(new ByteArrayInputStream(text), new int[] {4096}, whole);
    String again = read(new Pieces(text, reads), asked, pieces);

    assertEquals(problem, again);
    assertArrayEquals(whole.toByteArray(), pieces.toByteArray());
    if (problem == null) {
      assertArrayEquals(HexFormat.of().parseHex(digits(text)), whole.toByteArray());
    } else {
      assertTrue(problem.matches("line \\d+, column \\d+: \\P{Cntrl}+"), problem);
    }
  }

  /** The words of the error, or null. */
  private static String read(InputStream text, int[] asked, ByteArrayOutputStream bytes)
      throws IOException {
    HexInput in = new HexInput(text);
    byte[] buffer = new byte[4100];
    try {
      int turn = 0;
      int count = in.read(buffer, 3, asked[0]);
      while (count >= 0) {
        assertTrue(count > 0 && count <= asked[turn % asked.length], "read " + count);
        bytes.write(buffer, 3, count);
        count = in.read(buffer, 3, asked[++turn % asked.length]);
      }
      return null;
    } catch (HexInput.HexSyntaxException e) {
      return e.getMessage();
    }
  }

  /** Brings a few bytes at a time. */
  private static final class Pieces extends ByteArrayInputStream {
    private final int[] sizes;
    private int turn;

    Pieces(byte[] bytes, int[] sizes) {
      super(bytes);
      this.sizes = sizes;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return super.read(buffer, offset, Math.min(length, sizes[turn++ % sizes.length]));
    }
  }

  private static String digits(byte[] text) {
    StringBuilder digits = new StringBuilder();
    for (String line : new String(text, StandardCharsets.ISO_8859_1).split("\n")) {
      if (!line.stripLeading().startsWith("#")) {
        digits.append(line.replaceAll("\\s", ""));
      }
    }
    return digits.toString();
  }

  @Override
  protected List<String> words() {
    return List.of("00", "7e", "FF", " ", "\n", "\r\n", "#", "\n#", "0x", "a");
  }
}
