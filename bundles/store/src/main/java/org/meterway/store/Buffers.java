/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Buffers of one size that are lent to whoever gathers bytes; as many as are lent at once are made,
 * one for each thread of the store at the most. Thread-safe.
 */
final class Buffers {
  private final int bytes;
  private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();

  Buffers(int bytes) {
    this.bytes = bytes;
  }

  /** An empty buffer. */
  synchronized ByteBuffer lend() {
    ByteBuffer buffer = free.pollFirst();
    return buffer == null ? ByteBuffer.allocateDirect(bytes) : buffer;
  }

  void giveBack(ByteBuffer buffer) {
    buffer.clear();
    synchronized (this) {
      free.addFirst(buffer);
    }
  }
}
