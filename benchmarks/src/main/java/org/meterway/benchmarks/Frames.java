/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.benchmarks;

import java.util.SplittableRandom;
import org.meterway.api.codec.FcsOrder;
import org.meterway.api.codec.FrameCheck;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.Framing;
import org.meterway.api.codec.Layout;

/** About a megabyte of random payloads, and how they are framed. */
final class Frames {
  private static final int TOTAL = 1 << 20;

  private Frames() {}

  static FrameFormat format(Framing framing, FrameCheck check) {
    return new FrameFormat(framing, Layout.METER, check, FcsOrder.EITHER, 0, 0, 65535);
  }

  static byte[][] payloads(int size) {
    byte[][] payloads = new byte[TOTAL / size][size];
    SplittableRandom random = new SplittableRandom(size);
    for (byte[] payload : payloads) {
      random.nextBytes(payload);
    }
    return payloads;
  }
}
