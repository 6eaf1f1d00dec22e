/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import java.util.ArrayDeque;
import org.meterway.api.headend.SendResult;
import org.meterway.api.status.Counters;

/**
 * Payloads on their way up, in the order of their acceptance, bounded by bytes and payloads.
 *
 * <p>Many threads offer; one takes, a single payload at a time. What is taken counts against the
 * limits until it is reported as sent or put back, and does not give way to newer payloads in
 * between, since Kura may have it already: {@link Overflow#DROP_OLDEST} lets the queue exceed its
 * limits by that one payload.
 *
 * <p>Thread-safe. The lock is held for a few instructions only.
 */
final class UplinkQueue {
  /** An array that once held more than so many payloads is given back when it is empty. */
  private static final int KEPT_CAPACITY = 1024;

  private final Object lock = new Object();
  private final Counters<CloudCounter> counters;

  private ArrayDeque<Payload> waiting = new ArrayDeque<>();
  private int mostWaiting;
  private Payload taken;
  private long bytes;
  private QueueLimits limits;
  private boolean closed;

  /** Written under the lock. */
  private volatile long dropped;

  UplinkQueue(QueueLimits limits, Counters<CloudCounter> counters) {
    this.limits = limits;
    this.counters = counters;
  }

  /** Other limits from now on. */
  void limit(QueueLimits newLimits) {
    synchronized (lock) {
      limits = newLimits;
      makeRoom(0, 0);
    }
  }

  /** Accepts a payload at the end, or refuses it. */
  SendResult offer(Payload payload) {
    if (payload.length() == 0) {
      return SendResult.EMPTY;
    }
    synchronized (lock) {
      if (closed) {
        return SendResult.CLOSED;
      }
      if (payload.length() > limits.maxBytes()) {
        counters.increment(CloudCounter.REFUSED_TOO_LARGE);
        return SendResult.TOO_LARGE;
      }
      if (!fits(1, payload.length())) {
        if (limits.overflow() == Overflow.DROP_NEWEST) {
          drop(CloudCounter.DROPPED_NEWEST);
          return SendResult.QUEUE_FULL;
        }
        makeRoom(1, payload.length());
      }
      waiting.addLast(payload);
      mostWaiting = Math.max(mostWaiting, waiting.size());
      bytes += payload.length();
      return SendResult.ACCEPTED;
    }
  }

  /** Takes the payload at the front; null if none waits. */
  Payload take() {
    synchronized (lock) {
      taken = waiting.pollFirst();
      if (waiting.isEmpty() && mostWaiting > KEPT_CAPACITY) {
        waiting = new ArrayDeque<>();
        mostWaiting = 0;
      }
      return taken;
    }
  }

  /** What was taken is with Kura: it leaves the queue. */
  void sent() {
    synchronized (lock) {
      if (taken != null) {
        bytes -= taken.length();
        taken = null;
      }
    }
  }

  /** What was taken returns to the front. */
  void putBack() {
    synchronized (lock) {
      if (taken != null) {
        waiting.addFirst(taken);
        taken = null;
        makeRoom(0, 0);
      }
    }
  }

  /** Refuses payloads from now on. */
  void close() {
    synchronized (lock) {
      closed = true;
    }
  }

  /** Closes, and counts what was never sent as dropped. Returns how many payloads that are. */
  long abandon() {
    synchronized (lock) {
      closed = true;
      long unsent = count();
      counters.add(CloudCounter.DROPPED_AT_CLOSE, unsent);
      waiting.clear();
      taken = null;
      bytes = 0;
      return unsent;
    }
  }

  /** Payloads accepted and not yet sent. */
  long payloads() {
    synchronized (lock) {
      return count();
    }
  }

  /** The bytes of those payloads. */
  long bytes() {
    synchronized (lock) {
      return bytes;
    }
  }

  /** Payloads that were dropped or refused because the queue was full; cheap. */
  long dropped() {
    return dropped;
  }

  private long count() {
    return waiting.size() + (taken == null ? 0L : 1L);
  }

  private void drop(CloudCounter counter) {
    dropped++;
    counters.increment(counter);
  }

  private boolean fits(int morePayloads, int moreBytes) {
    return count() + morePayloads <= limits.maxPayloads() && bytes + moreBytes <= limits.maxBytes();
  }

  /** Drops the oldest payloads that wait until more fit, if that is what the limits say. */
  private void makeRoom(int morePayloads, int moreBytes) {
    while (limits.overflow() == Overflow.DROP_OLDEST
        && !fits(morePayloads, moreBytes)
        && !waiting.isEmpty()) {
      bytes -= waiting.pollFirst().length();
      drop(CloudCounter.DROPPED_OLDEST);
    }
  }
}
