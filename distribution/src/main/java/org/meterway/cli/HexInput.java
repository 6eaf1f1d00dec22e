/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Hex text as the bytes that it stands for. White space is ignored, and so is a line whose first
 * character is {@code #}.
 */
final class HexInput extends InputStream {
  private static final byte SPACE = -1;
  private static final byte OTHER = -2;
  private static final byte[] CLASS = new byte[256];

  static {
    Arrays.fill(CLASS, OTHER);
    for (char space : new char[] {' ', '\t', '\r', '\n', '\f'}) {
      CLASS[space] = SPACE;
    }
    for (int digit = 0; digit < 16; digit++) {
      CLASS[Character.forDigit(digit, 16)] = (byte) digit;
      CLASS[Character.toUpperCase(Character.forDigit(digit, 16))] = (byte) digit;
    }
  }

  private final InputStream text;
  private final byte[] block = new byte[1 << 16];
  private int at;
  private int end;
  private long line = 1;
  private long lineStart;
  private long beforeBlock;
  private boolean lineIsBlank = true;
  private boolean inComment;
  private int high = -1;

  /** Thrown when all before it is returned. */
  private HexSyntaxException problem;

  HexInput(InputStream text) {
    this.text = text;
  }

  /** Something other than hex digits. */
  static final class HexSyntaxException extends IOException {
    private static final long serialVersionUID = 1L;

    HexSyntaxException(long line, long column, String problem) {
      super("line " + line + ", column " + column + ": " + problem);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int filled = 0;
    while (filled < length && problem == null) {
      if (at == end) {
        // Return what there is before waiting for more.
        if (filled > 0) {
          return filled;
        }
        if (!fill()) {
          return -1;
        }
      }
      filled += convert(buffer, offset + filled, length - filled);
    }
    if (filled == 0 && problem != null) {
      throw problem;
    }
    return filled;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }

  private boolean fill() throws IOException {
    beforeBlock += end;
    at = 0;
    end = Math.max(0, text.read(block, 0, block.length));
    if (end == 0 && high >= 0) {
      throw problemHere("a single hex digit at the end, expected pairs");
    }
    return end > 0;
  }

  /** Converts until the block is used up or so many bytes are made; returns how many. */
  private int convert(byte[] buffer, int offset, int length) {
    int to = offset;
    int limit = offset + length;
    while (at < end && to < limit && problem == null) {
      int character = block[at] & 0xFF;
      int digit = CLASS[character];
      if (inComment || digit < 0) {
        passOver(character, digit == OTHER);
      } else {
        lineIsBlank = false;
        if (high < 0) {
          high = digit;
        } else {
          buffer[to++] = (byte) (high << 4 | digit);
          high = -1;
        }
      }
      at++;
    }
    return to - offset;
  }

  private void passOver(int character, boolean other) {
    if (character == '\n') {
      line++;
      lineStart = beforeBlock + at + 1;
      lineIsBlank = true;
      inComment = false;
    } else if (!inComment && other) {
      if (character == '#' && lineIsBlank) {
        inComment = true;
      } else {
        problem = problemHere(name(character) + " is not a hex digit");
      }
    }
  }

  private HexSyntaxException problemHere(String what) {
    return new HexSyntaxException(line, beforeBlock + at - lineStart + 1, what);
  }

  private static String name(int character) {
    return character > 0x20 && character < 0x7F
        ? "'" + (char) character + "'"
        : "byte %02x (for bytes as they are use --raw)".formatted(character);
  }
}
