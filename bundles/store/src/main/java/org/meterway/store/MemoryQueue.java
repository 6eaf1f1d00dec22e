/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.meterway.api.headend.SendResult;
import org.meterway.api.store.Overflow;
import org.meterway.api.store.PayloadQueue;
import org.meterway.api.store.QueueLimits;
import org.meterway.api.store.QueueStatus;
import org.meterway.api.store.StoredPayload;

/** A queue that a power cut empties. Thread-safe; the lock is held for a few instructions only. */
final class MemoryQueue implements PayloadQueue {
  /** With HOLD_BACK, what was read already may exceed the limits by this share of them. */
  private static final int RESERVE_DIVISOR = 4;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final String name;
  private final Runnable onClose;
  private final ArrayDeque<StoredPayload> taken = new ArrayDeque<>();
  private ArrayDeque<StoredPayload> waiting = new ArrayDeque<>();
  private UUID stream = UUID.randomUUID();
  private QueueLimits limits;
  private boolean closed;
  private long lastNumber;
  private long bytes;
  private long removed;
  private long droppedOldest;
  private long droppedNewest;
  private long refusedTooLarge;

  MemoryQueue(String name, QueueLimits limits, Runnable onClose) {
    this.name = name;
    this.limits = limits;
    this.onClose = onClose;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void limit(QueueLimits newLimits) {
    lock.lock();
    try {
      limits = newLimits;
      makeRoom(0, 0);
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public SendResult offer(byte[] payload) {
    if (payload.length == 0) {
      return SendResult.EMPTY;
    }
    lock.lock();
    try {
      if (closed) {
        return SendResult.CLOSED;
      }
      if (payload.length > limits.maxBytes()) {
        refusedTooLarge++;
        return SendResult.TOO_LARGE;
      }
      makeRoom(1, payload.length);
      if (limits.overflow() != Overflow.DROP_OLDEST && !fits(1, payload.length, true)) {
        droppedNewest++;
        return SendResult.QUEUE_FULL;
      }
      waiting.addLast(new StoredPayload(++lastNumber, payload));
      bytes += payload.length;
      return SendResult.ACCEPTED;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void commit() {
    // What is offered can be taken at once.
  }

  @Override
  public boolean isCommitDue() {
    return false;
  }

  @Override
  public boolean awaitRoom(Duration atMost) throws InterruptedException {
    long rest = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (!closed && limits.overflow() == Overflow.HOLD_BACK && !fits(1, 1, false)) {
        if (rest <= 0) {
          return false;
        }
        rest = room.awaitNanos(rest);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void take(Deque<StoredPayload> batch, int roomBytes) {
    lock.lock();
    try {
      int left = roomBytes;
      for (StoredPayload next = waiting.peekFirst();
          next != null && (next.length() <= left || batch.isEmpty());
          next = waiting.peekFirst()) {
        waiting.removeFirst();
        taken.addLast(next);
        batch.addLast(next);
        left -= next.length();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void putBack(long from) {
    lock.lock();
    try {
      while (!taken.isEmpty() && taken.peekLast().number() >= from) {
        waiting.addFirst(taken.removeLast());
      }
      makeRoom(0, 0);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void remove(long upTo) {
    lock.lock();
    try {
      while (!taken.isEmpty() && taken.peekFirst().number() <= upTo) {
        bytes -= taken.removeFirst().length();
        removed++;
      }
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public UUID stream() {
    lock.lock();
    try {
      return stream;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long highestEarlierNumber() {
    return 0;
  }

  @Override
  public void renewStream() {
    lock.lock();
    try {
      stream = UUID.randomUUID();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public QueueStatus status() {
    lock.lock();
    try {
      return new QueueStatus(
          count(), bytes, removed, false, "", droppedOldest, droppedNewest, 0, refusedTooLarge, 0);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long close() {
    lock.lock();
    try {
      if (closed) {
        return 0;
      }
      closed = true;
      room.signalAll();
    } finally {
      lock.unlock();
    }
    onClose.run();
    return count();
  }

  private long count() {
    return (long) waiting.size() + taken.size();
  }

  private boolean fits(int morePayloads, int moreBytes, boolean withReserve) {
    boolean reserve = withReserve && limits.overflow() == Overflow.HOLD_BACK;
    long maxBytes = limits.maxBytes();
    long maxPayloads = limits.maxPayloads();
    if (reserve) {
      maxBytes += maxBytes / RESERVE_DIVISOR;
      maxPayloads += maxPayloads / RESERVE_DIVISOR;
    }
    return count() + morePayloads <= maxPayloads && bytes + moreBytes <= maxBytes;
  }

  private void makeRoom(int morePayloads, int moreBytes) {
    while (limits.overflow() == Overflow.DROP_OLDEST
        && !fits(morePayloads, moreBytes, false)
        && !waiting.isEmpty()) {
      bytes -= waiting.removeFirst().length();
      droppedOldest++;
    }
  }
}
