/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

/**
 * Drops what a line gives back of what was sent, as optical heads do. Whether it does shows in the
 * first bytes that come back; from then on it is taken for known.
 */
final class EchoFilter {
  private enum Line {
    UNKNOWN,
    ECHOING,
    SILENT
  }

  private Line line = Line.UNKNOWN;
  private byte[] expected = new byte[64];

  /** Of what is expected, where what has not come back begins, and ends. */
  private int at;

  private int end;

  /** Bytes that were sent. */
  void sent(byte[] bytes, int offset, int length) {
    if (line == Line.SILENT) {
      return;
    }
    // What did not come back of an earlier message will not: it was lost.
    at = 0;
    end = length;
    if (expected.length < length) {
      expected = new byte[length];
    }
    System.arraycopy(bytes, offset, expected, 0, length);
  }

  /**
   * Takes the echo out of bytes that came, in place.
   *
   * @return how many are left
   */
  int received(byte[] bytes, int offset, int length) {
    int same = 0;
    while (at + same < end && same < length && bytes[offset + same] == expected[at + same]) {
      same++;
    }
    int ahead = at;
    at += same;
    if (at == end) {
      line = end > 0 && line == Line.UNKNOWN ? Line.ECHOING : line;
    } else if (same < length) {
      if (line == Line.UNKNOWN) {
        line = Line.SILENT;
        at = 0;
        end = 0;
        return giveBack(bytes, offset, length, ahead);
      }
      // An echo that was garbled: what follows is for whoever reads to judge.
      at = 0;
      end = 0;
    }
    System.arraycopy(bytes, offset + same, bytes, offset, length - same);
    return length - same;
  }

  /** What was held back of earlier reads, as it began like an echo, belongs in front. */
  private int giveBack(byte[] bytes, int offset, int length, int ahead) {
    if (bytes.length - offset - length < ahead) {
      return length;
    }
    System.arraycopy(bytes, offset, bytes, offset + ahead, length);
    System.arraycopy(expected, 0, bytes, offset, ahead);
    return length + ahead;
  }

  /** How many bytes are held back that may turn out to be no echo. */
  int held() {
    return line == Line.UNKNOWN ? at : 0;
  }

  /** A new line. */
  void reset() {
    line = Line.UNKNOWN;
    at = 0;
    end = 0;
  }
}
