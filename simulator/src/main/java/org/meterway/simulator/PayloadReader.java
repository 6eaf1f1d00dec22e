/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.util.Arrays;

/**
 * Finds simulated payloads in a stream of bytes. Neither a TCP segment nor a downlink frame is a
 * payload: either may hold a part of one, or several. Not thread-safe.
 */
final class PayloadReader {
  /** Takes what was found, in the order of the stream. */
  interface Sink {
    void payload(SimulatedPayload payload);

    /** Bytes that are no simulated payload; valid only during the call. */
    void foreign(byte[] buffer, int offset, int length);
  }

  private final Sink sink;
  private byte[] held = new byte[4096];
  private int end;

  PayloadReader(Sink sink) {
    this.sink = sink;
  }

  /** Takes further bytes of the stream. */
  void read(byte[] buffer, int offset, int length) {
    if (held.length < end + length) {
      held = Arrays.copyOf(held, Math.max(2 * held.length, end + length));
    }
    System.arraycopy(buffer, offset, held, end, length);
    end += length;
    int taken = takeApart();
    System.arraycopy(held, taken, held, 0, end - taken);
    end -= taken;
  }

  /** Hands over all that is complete; returns where the incomplete rest begins. */
  private int takeApart() {
    int done = 0;
    int at = 0;
    while (at < end) {
      int length = lengthAt(at);
      if (length < 0) {
        at++;
        continue;
      }
      if (length == 0 || at + length > end) {
        break;
      }
      SimulatedPayload payload = SimulatedPayload.decode(held, at, length);
      if (payload == null) {
        at++;
        continue;
      }
      if (at > done) {
        sink.foreign(held, done, at - done);
      }
      sink.payload(payload);
      at += length;
      done = at;
    }
    if (at > done) {
      sink.foreign(held, done, at - done);
    }
    return at;
  }

  /** The length of the payload that begins here, 0 for "cannot say yet", -1 for "none does". */
  private int lengthAt(int at) {
    if (held[at] != SimulatedPayload.MARK_0) {
      return -1;
    }
    if (at + 1 == end) {
      return 0;
    }
    if (held[at + 1] != SimulatedPayload.MARK_1) {
      return -1;
    }
    if (at + 4 >= end) {
      return 0;
    }
    int length = (held[at + 2] & 0xFF) << 8 | held[at + 3] & 0xFF;
    boolean possible =
        length >= SimulatedPayload.MIN_LENGTH
            && length <= SimulatedPayload.MAX_LENGTH
            && Direction.marked(held[at + 4]) != null;
    return possible ? length : -1;
  }
}
