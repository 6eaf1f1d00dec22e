/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.util.Arrays;

/**
 * The bytes of a stuffed capture that no object covers yet. The decoder says which protocol a frame
 * has but not in which layout it stood, and some ids are possible in both: the bytes tell.
 */
final class CaptureWindow implements LayoutProbe {
  private static final int FLAG = 0x7E;
  private static final int ESCAPE = 0x7D;
  private static final int HEADER = 6;

  /** More than a stuffed frame of the largest size: beyond it there is only noise. */
  private static final int LIMIT = 1 << 19;

  private final int receiveAccm;
  private byte[] bytes = new byte[1 << 16];
  private int start;
  private int end;
  private long startPosition;

  CaptureWindow(int receiveAccm) {
    this.receiveAccm = receiveAccm;
  }

  /** Takes bytes that the decoder will get next. */
  void append(byte[] buffer, int offset, int length) {
    if (end - start > LIMIT) {
      covered(startPosition + end - start - LIMIT);
    }
    if (bytes.length - end < length) {
      byte[] target = bytes;
      if (bytes.length < end - start + length) {
        target = new byte[Math.max(2 * bytes.length, end - start + length)];
      }
      System.arraycopy(bytes, start, target, 0, end - start);
      bytes = target;
      end -= start;
      start = 0;
    }
    System.arraycopy(buffer, offset, bytes, end, length);
    end += length;
  }

  @Override
  public void covered(long position) {
    int count = (int) Math.min(end - start, Math.max(0, position - startPosition));
    start += count;
    startPosition += count;
  }

  @Override
  public boolean isMeterFrame(long position, int protocol, int informationLength) {
    int[] header = new int[HEADER];
    int filled = 0;
    boolean escaped = false;
    for (int i = start + (int) (position - startPosition); i < end && filled < HEADER; i++) {
      int octet = bytes[i] & 0xFF;
      if (octet == FLAG && filled == 0) {
        continue;
      }
      if (octet < 0x20 && (receiveAccm >>> octet & 1) != 0) {
        continue;
      }
      if (octet == ESCAPE) {
        escaped = true;
      } else {
        header[filled++] = escaped ? octet ^ 0x20 : octet;
        escaped = false;
      }
    }
    int[] expected = {
      0xFF, 0x03, protocol & 0xFF, protocol >>> 8, informationLength >>> 8, informationLength & 0xFF
    };
    return filled == HEADER && Arrays.equals(header, expected);
  }
}
