/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.benchmarks;

import org.meterway.api.codec.FrameError;
import org.meterway.api.codec.FrameSink;

/**
 * The baseline: takes stuffed frames apart one byte at a time, the way PPP drivers do it. For each
 * byte a look at flag, escape and map, one table look-up for the FCS-16, and one store.
 */
final class ByteAtATimeDecoder {
  private static final int GOOD_FCS = 0xF0B8;
  private static final int HEADER = 6;
  private static final char[] TABLE = new char[256];

  static {
    for (int octet = 0; octet < 256; octet++) {
      int state = octet;
      for (int bit = 0; bit < 8; bit++) {
        state = (state & 1) == 0 ? state >>> 1 : state >>> 1 ^ 0x8408;
      }
      TABLE[octet] = (char) state;
    }
  }

  private final FrameSink sink;
  private final int receiveAccm;
  private final byte[] content;
  private boolean hunting = true;
  private boolean escaped;
  private boolean overlong;
  private int length;
  private int fcs = 0xFFFF;
  private long position;
  private long begin;

  ByteAtATimeDecoder(int receiveAccm, int maxInformation, FrameSink sink) {
    this.sink = sink;
    this.receiveAccm = receiveAccm;
    this.content = new byte[HEADER + maxInformation + 2];
  }

  void decode(byte[] buffer, int offset, int count) {
    for (int at = offset; at < offset + count; at++) {
      take(buffer[at] & 0xFF);
    }
  }

  private void take(int octet) {
    position++;
    if (octet == 0x7E) {
      endFrame();
      return;
    }
    if (hunting || octet < 0x20 && (receiveAccm >>> octet & 1) != 0) {
      return;
    }
    if (octet == 0x7D) {
      escaped = true;
      return;
    }
    int data = octet;
    if (escaped) {
      escaped = false;
      data ^= 0x20;
    }
    if (length == content.length) {
      overlong = true;
      return;
    }
    content[length++] = (byte) data;
    fcs = fcs >>> 8 ^ TABLE[(fcs ^ data) & 0xFF];
  }

  private void endFrame() {
    if (!hunting && length > 0) {
      int wireLength = (int) (position - begin);
      int information = length - HEADER - 2;
      if (escaped) {
        sink.fault(FrameError.ABORTED, begin, wireLength);
      } else if (overlong) {
        sink.fault(FrameError.TOO_LONG, begin, wireLength);
      } else if (information < 1) {
        sink.fault(FrameError.TOO_SHORT, begin, wireLength);
      } else if (fcs != GOOD_FCS) {
        sink.fault(FrameError.FCS_MISMATCH, begin, wireLength);
      } else if (content[0] != -1 || content[1] != 3) {
        sink.fault(FrameError.BAD_HEADER, begin, wireLength);
      } else if (((content[4] & 0xFF) << 8 | content[5] & 0xFF) != information) {
        sink.fault(FrameError.BAD_LENGTH, begin, wireLength);
      } else {
        int protocol = content[2] & 0xFF | (content[3] & 0xFF) << 8;
        sink.frame(protocol, content, HEADER, information, begin, wireLength);
      }
      begin = position;
    }
    hunting = false;
    escaped = false;
    overlong = false;
    length = 0;
    fcs = 0xFFFF;
  }
}
