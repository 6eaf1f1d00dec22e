/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.util.ArrayDeque;
import java.util.Deque;
import org.meterway.api.headend.SendResult;
import org.meterway.api.status.Counters;

/**
 * Payloads on their way up, in the order of their acceptance, bounded by bytes and payloads.
 *
 * <p>Many threads offer; one at a time takes. What was taken counts against the limits until it is
 * reported as sent or put back. It no longer gives way to newer payloads, since part of it may be
 * with the peer already: if all else has given way, {@link Overflow#DROP_OLDEST} lets the queue
 * exceed its limits by what is taken, at most one batch.
 *
 * <p>Thread-safe. The lock is held for a few instructions only.
 */
final class UplinkQueue {
  /** An array that once held more than so many payloads is given back when it is empty. */
  private static final int KEPT_CAPACITY = 1024;

  private final Object lock = new Object();
  private final Counters<HeadEndCounter> counters;

  private ArrayDeque<byte[]> waiting = new ArrayDeque<>();
  private int mostWaiting;
  private int taken;
  private long bytes;
  private QueueLimits limits;
  private boolean closed;

  /** Written under the lock. */
  private volatile long dropped;

  UplinkQueue(QueueLimits limits, Counters<HeadEndCounter> counters) {
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
  SendResult offer(byte[] payload) {
    if (payload.length == 0) {
      return SendResult.EMPTY;
    }
    synchronized (lock) {
      if (closed) {
        return SendResult.CLOSED;
      }
      if (payload.length > limits.maxBytes()) {
        counters.increment(HeadEndCounter.REFUSED_TOO_LARGE);
        return SendResult.TOO_LARGE;
      }
      if (!fits(1, payload.length)) {
        if (limits.overflow() == Overflow.DROP_NEWEST) {
          drop(HeadEndCounter.DROPPED_NEWEST);
          return SendResult.QUEUE_FULL;
        }
        makeRoom(1, payload.length);
      }
      waiting.addLast(payload);
      mostWaiting = Math.max(mostWaiting, waiting.size());
      bytes += payload.length;
      return SendResult.ACCEPTED;
    }
  }

  /**
   * Moves payloads from the front to the end of {@code batch}: as many as have {@code room} bytes
   * together, but at least one if the batch is empty.
   */
  void take(Deque<byte[]> batch, int room) {
    int left = room;
    synchronized (lock) {
      for (byte[] next = waiting.peekFirst();
          next != null && (next.length <= left || batch.isEmpty());
          next = waiting.peekFirst()) {
        batch.addLast(waiting.pollFirst());
        taken++;
        left -= next.length;
      }
      if (waiting.isEmpty() && mostWaiting > KEPT_CAPACITY) {
        waiting = new ArrayDeque<>();
        mostWaiting = 0;
      }
    }
  }

  /** Payloads that were taken are with the socket: they leave the queue. */
  void sent(int payloads, long payloadBytes) {
    synchronized (lock) {
      taken -= payloads;
      bytes -= payloadBytes;
    }
  }

  /** Returns the payloads of {@code batch} behind its first {@code keep} ones to the front. */
  void putBack(Deque<byte[]> batch, int keep) {
    synchronized (lock) {
      while (batch.size() > keep) {
        waiting.addFirst(batch.pollLast());
        taken--;
      }
      mostWaiting = Math.max(mostWaiting, waiting.size());
      makeRoom(0, 0);
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
      long unsent = (long) waiting.size() + taken;
      counters.add(HeadEndCounter.DROPPED_AT_CLOSE, unsent);
      return unsent;
    }
  }

  /** Payloads accepted and not yet sent. */
  long payloads() {
    synchronized (lock) {
      return (long) waiting.size() + taken;
    }
  }

  /** The bytes of those payloads. */
  long bytes() {
    synchronized (lock) {
      return bytes;
    }
  }

  /** Whether at least so many bytes are accepted and not yet sent. */
  boolean hasBytes(long atLeast) {
    synchronized (lock) {
      return bytes >= atLeast;
    }
  }

  /** Payloads that were dropped or refused because the queue was full; cheap. */
  long dropped() {
    return dropped;
  }

  private void drop(HeadEndCounter counter) {
    dropped++;
    counters.increment(counter);
  }

  private boolean fits(int morePayloads, int moreBytes) {
    return (long) waiting.size() + taken + morePayloads <= limits.maxPayloads()
        && bytes + moreBytes <= limits.maxBytes();
  }

  /** Drops the oldest payloads that wait until more fit, if that is what the limits say. */
  private void makeRoom(int morePayloads, int moreBytes) {
    while (limits.overflow() == Overflow.DROP_OLDEST
        && !fits(morePayloads, moreBytes)
        && !waiting.isEmpty()) {
      bytes -= waiting.pollFirst().length;
      drop(HeadEndCounter.DROPPED_OLDEST);
    }
  }
}
