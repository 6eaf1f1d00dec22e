/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import org.meterway.dlms.transport.FrameTrace.Direction;
import org.meterway.dlms.transport.FrameTrace.Framing;

/** Makes lines of the bytes of a sign-on, for a trace. */
final class TracedLines {
  private static final int LONGEST = 128;

  private final Direction direction;
  private final byte[] line = new byte[LONGEST];
  private int length;

  TracedLines(Direction direction) {
    this.direction = direction;
  }

  void add(FrameTrace trace, byte[] bytes, int offset, int count) {
    if (trace == null) {
      return;
    }
    for (int i = 0; i < count; i++) {
      byte octet = bytes[offset + i];
      line[length++] = octet;
      if ((octet & 0x7F) == '\n' || length == LONGEST) {
        trace.frame(direction, Framing.SIGN_ON, line, 0, length);
        length = 0;
      }
    }
  }
}
