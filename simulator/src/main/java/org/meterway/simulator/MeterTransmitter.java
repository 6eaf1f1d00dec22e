/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.io.IOException;
import java.util.Random;
import org.meterway.api.codec.FrameEncoder;
import org.meterway.api.message.Message;

/** Writes whole frames to the line, one at a time, with line noise between them. Thread-safe. */
final class MeterTransmitter {
  private static final int LONGEST_NOISE = 24;

  private final Line line;
  private final Codecs codecs;
  private final FrameEncoder encoder;
  private final double noise;
  private final Random random;

  MeterTransmitter(Line line, Codecs codecs, double noise, long seed) {
    this.line = line;
    this.codecs = codecs;
    this.noise = noise;
    encoder = codecs.frames().newEncoder(codecs.format());
    random = new Random(seed);
  }

  /** Returns when the line has taken the frame: whoever sends too fast waits here. */
  synchronized void send(Message message) throws IOException {
    if (random.nextDouble() < noise) {
      byte[] junk = new byte[1 + random.nextInt(LONGEST_NOISE)];
      random.nextBytes(junk);
      line.write(junk, 0, junk.length);
    }
    byte[] frame =
        encoder.encode(message.protocol(), message.command(), codecs.messages().body(message));
    line.write(frame, 0, frame.length);
  }
}
