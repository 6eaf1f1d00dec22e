/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Payloads that know their sender and number, so that a stream of them can be checked. */
final class NumberedPayloads {
  private static final int HEADER = 12;

  record Seen(int sender, int number) {}

  private NumberedPayloads() {}

  static byte[] payload(int sender, int number, int length) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.max(length, HEADER));
    bytes.putInt(bytes.capacity()).putInt(sender).putInt(number);
    while (bytes.hasRemaining()) {
      bytes.put((byte) number);
    }
    return bytes.array();
  }

  /** The whole payloads in what one connection received; a last one that was cut is left out. */
  static List<Seen> parse(byte[] stream) {
    List<Seen> seen = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(stream);
    while (bytes.remaining() >= HEADER && bytes.remaining() >= bytes.getInt(bytes.position())) {
      int end = bytes.position() + bytes.getInt();
      Seen next = new Seen(bytes.getInt(), bytes.getInt());
      while (bytes.position() < end) {
        assertEquals((byte) next.number(), bytes.get(), "bytes of two payloads are mixed");
      }
      seen.add(next);
    }
    return seen;
  }
}
