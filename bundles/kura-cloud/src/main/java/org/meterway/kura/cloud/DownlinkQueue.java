/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import java.util.ArrayDeque;
import org.meterway.api.status.Counters;

/**
 * Payloads that came down and wait for the listeners, in the order of their arrival, bounded by
 * bytes. When it is full the new payload is dropped: what came first was asked for first.
 * Thread-safe; nothing waits.
 */
final class DownlinkQueue {
  /** What a waiting payload costs besides its bytes, so that many short ones are bounded too. */
  static final int OVERHEAD_BYTES = 32;

  private final Counters<CloudCounter> counters;
  private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
  private long bytes;
  private int maxBytes;
  private boolean closed;

  DownlinkQueue(int maxBytes, Counters<CloudCounter> counters) {
    this.maxBytes = maxBytes;
    this.counters = counters;
  }

  /** Another limit for payloads to come. */
  synchronized void limit(int newMaxBytes) {
    maxBytes = newMaxBytes;
  }

  /** Takes a payload, unless it does not fit; returns whether it does. */
  synchronized boolean offer(byte[] payload) {
    long cost = cost(payload);
    if (closed || bytes + cost > maxBytes) {
      counters.increment(
          closed ? CloudCounter.DOWNLINK_DROPPED_AT_CLOSE : CloudCounter.DOWNLINK_OVERFLOWS);
      return false;
    }
    waiting.addLast(payload);
    bytes += cost;
    return true;
  }

  /** Removes the payload at the front; null if none waits. */
  synchronized byte[] poll() {
    byte[] next = waiting.pollFirst();
    if (next != null) {
      bytes -= cost(next);
    }
    return next;
  }

  /** Counts what waits as dropped, and drops what still comes. */
  synchronized void close() {
    closed = true;
    counters.add(CloudCounter.DOWNLINK_DROPPED_AT_CLOSE, waiting.size());
    waiting.clear();
    bytes = 0;
  }

  /** How many payloads wait. */
  synchronized int payloads() {
    return waiting.size();
  }

  /** What these payloads cost. */
  synchronized long bytes() {
    return bytes;
  }

  private static long cost(byte[] payload) {
    return (long) payload.length + OVERHEAD_BYTES;
  }
}
