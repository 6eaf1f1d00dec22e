/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import java.util.Arrays;
import org.meterway.api.codec.FrameEncoder;
import org.meterway.api.message.Command;
import org.meterway.api.message.Message;

/** Transparent frames that go to the port together, and where each ends. Not thread-safe. */
final class DownlinkBatch {
  /** Frames are handed to the port together up to about this size: what a driver takes at once. */
  private static final int SIZE = 4096;

  private byte[] bytes = new byte[0];
  private int[] ends = new int[16];
  private int frames;
  private int maxPayload;
  private int payload;

  /** Frames as much of the buffer from {@code from} up to {@code to} as goes together. */
  void fill(OutgoingForm.Form form, byte[] buffer, int from, int to) {
    FrameEncoder encoder = form.encoder();
    maxPayload = form.maxPayload();
    int frameRoom = encoder.maxFrameLength(maxPayload);
    if (bytes.length < Math.max(SIZE, frameRoom)) {
      bytes = new byte[Math.max(SIZE, frameRoom)];
    }
    frames = 0;
    payload = 0;
    int used = 0;
    while (from + payload < to && used + frameRoom <= bytes.length) {
      int next = Math.min(maxPayload, to - from - payload);
      used +=
          encoder.encode(
              Message.TRANSPARENT,
              Command.SERIAL_NET.code(),
              buffer,
              from + payload,
              next,
              bytes,
              used);
      payload += next;
      if (frames == ends.length) {
        ends = Arrays.copyOf(ends, 2 * frames);
      }
      ends[frames++] = used;
    }
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return ends[frames - 1];
  }

  /** How many frames are whole in the first bytes. */
  int frames(int firstBytes) {
    int whole = 0;
    while (whole < frames && ends[whole] <= firstBytes) {
      whole++;
    }
    return whole;
  }

  /** Where a frame begins. */
  int start(int frame) {
    return frame == 0 ? 0 : ends[frame - 1];
  }

  /** Where a frame ends. */
  int end(int frame) {
    return ends[frame];
  }

  /** The bytes of payload in the first frames. */
  int payload(int firstFrames) {
    return Math.min(payload, firstFrames * maxPayload);
  }
}
