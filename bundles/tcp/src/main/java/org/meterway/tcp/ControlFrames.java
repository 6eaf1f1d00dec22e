/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * What goes out between payloads, and ahead of those that wait: packets, and frames of the
 * protocol. Thread-safe.
 */
final class ControlFrames {
  /** With so many the head end is read no further until it reads its answers. */
  private static final int FULL = 256;

  private final ArrayDeque<Frame> waiting = new ArrayDeque<>();
  private volatile int size;

  private record Frame(ByteBuffer bytes, HeadEndCounter counter, boolean once) {}

  /**
   * Adds a packet or frame.
   *
   * @param counter what to count once it is written; {@code null} for nothing
   */
  void add(byte[] bytes, HeadEndCounter counter) {
    add(new Frame(ByteBuffer.wrap(bytes), counter, false));
  }

  /** Adds a frame unless one that was added in this way is still waiting. */
  synchronized void addOnce(byte[] bytes) {
    if (waiting.stream().noneMatch(frame -> frame.once() && frame.bytes().position() == 0)) {
      add(new Frame(ByteBuffer.wrap(bytes), null, true));
    }
  }

  private synchronized void add(Frame frame) {
    waiting.addLast(frame);
    size = waiting.size();
  }

  boolean isEmpty() {
    return size == 0;
  }

  boolean isFull() {
    return size >= FULL;
  }

  /** Puts as much as has room, which stays here until {@link #written}. By whoever drains. */
  synchronized void putInto(ByteBuffer buffer) {
    for (Frame frame : waiting) {
      ByteBuffer rest = frame.bytes().duplicate();
      if (rest.remaining() > buffer.remaining()) {
        rest.limit(rest.position() + buffer.remaining());
      }
      buffer.put(rest);
      if (!buffer.hasRemaining()) {
        return;
      }
    }
  }

  /** The first bytes of what was put were written. By whoever drains. */
  synchronized void written(int bytes, java.util.function.Consumer<HeadEndCounter> complete) {
    int left = bytes;
    while (left > 0) {
      Frame frame = waiting.peekFirst();
      int part = Math.min(left, frame.bytes().remaining());
      frame.bytes().position(frame.bytes().position() + part);
      left -= part;
      if (!frame.bytes().hasRemaining()) {
        waiting.removeFirst();
        if (frame.counter() != null) {
          complete.accept(frame.counter());
        }
      }
    }
    size = waiting.size();
  }
}
