/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A payload as it lies in the queue, with the time of its acceptance, which its message tells.
 *
 * <pre>
 * payload:         | bytes ... |
 * stored:  | time  | bytes ... |     time: 8 bytes, milliseconds of the epoch
 * </pre>
 */
final class Envelope {
  /** What a payload costs in the queue besides its bytes. */
  static final int HEADER_BYTES = Long.BYTES;

  private Envelope() {}

  /** What to store of a payload. */
  static byte[] store(byte[] payload, long acceptedAtMillis) {
    return ByteBuffer.allocate(HEADER_BYTES + payload.length)
        .putLong(acceptedAtMillis)
        .put(payload)
        .array();
  }

  /** When a stored payload was accepted, in milliseconds of the epoch. */
  static long acceptedAtMillis(byte[] stored) {
    return ByteBuffer.wrap(stored).getLong();
  }

  /** The payload. */
  static byte[] payload(byte[] stored) {
    return Arrays.copyOfRange(stored, HEADER_BYTES, stored.length);
  }
}
