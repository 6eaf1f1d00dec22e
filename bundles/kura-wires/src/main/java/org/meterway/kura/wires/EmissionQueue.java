/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Messages between the ports' readers and the thread that emits; never makes a reader wait. Bounded
 * by number and by bytes. Thread-safe.
 */
final class EmissionQueue {
  /** Frames of the largest size must not fill the memory of a small gateway. */
  static final int MAX_BYTES = 16 << 20;

  private final Queue<HeardMessage> waiting = new ArrayDeque<>();
  private int capacity;
  private long bytes;
  private boolean closed;

  /** Takes nothing until it has a capacity. */
  EmissionQueue() {}

  /** What waits already stays, also where it is more. */
  synchronized void setCapacity(int messages) {
    capacity = messages;
  }

  /** Whether the message was taken; not when the queue is full or closed. */
  synchronized boolean offer(HeardMessage message) {
    int length = message.information().length;
    if (closed || waiting.size() >= capacity || bytes + length > MAX_BYTES) {
      return false;
    }
    bytes += length;
    waiting.add(message);
    notifyAll();
    return true;
  }

  /** The next message, waiting for it; null once the queue is closed. Interrupts are ignored. */
  synchronized HeardMessage take() {
    while (waiting.isEmpty() && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        // A component behind has left the flag set: the thread lives on until the queue is closed.
        continue;
      }
    }
    HeardMessage next = closed ? null : waiting.remove();
    if (next != null) {
      bytes -= next.information().length;
    }
    return next;
  }

  synchronized int size() {
    return waiting.size();
  }

  /** Gives up what waits. Returns how many messages that were. */
  synchronized int close() {
    closed = true;
    int lost = waiting.size();
    waiting.clear();
    bytes = 0;
    notifyAll();
    return lost;
  }
}
