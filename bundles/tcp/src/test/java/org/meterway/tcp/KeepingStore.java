/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.meterway.api.headend.SendResult;
import org.meterway.api.store.PayloadQueue;
import org.meterway.api.store.PayloadStore;
import org.meterway.api.store.QueueLimits;
import org.meterway.api.store.QueueListener;
import org.meterway.api.store.QueueStatus;
import org.meterway.api.store.StoredPayload;

/**
 * Behaves as a durable store does, in memory: what was committed outlives its queue, and what was
 * not cannot be taken. It knows no limits.
 */
final class KeepingStore implements PayloadStore {
  private final Map<String, Kept> folders = new HashMap<>();
  private final Map<String, Kept> copies = new HashMap<>();
  private final Map<String, Queue> open = new HashMap<>();

  /** What is on the disk. */
  private static final class Kept {
    private final ArrayDeque<StoredPayload> payloads;
    private UUID stream;
    private long lastNumber;

    private Kept(ArrayDeque<StoredPayload> payloads, UUID stream, long lastNumber) {
      this.payloads = payloads;
      this.stream = stream;
      this.lastNumber = lastNumber;
    }

    private Kept copy() {
      return new Kept(payloads.clone(), stream, lastNumber);
    }
  }

  @Override
  public synchronized PayloadQueue open(String name, QueueLimits limits, QueueListener listener) {
    if (open.containsKey(name)) {
      throw new IllegalStateException("the queue " + name + " is open already");
    }
    Kept kept =
        folders.computeIfAbsent(name, it -> new Kept(new ArrayDeque<>(), UUID.randomUUID(), 0));
    Queue queue = new Queue(name, kept, listener);
    open.put(name, queue);
    return queue;
  }

  /** As if the power failed: what is not committed is lost, and what goes on does nothing. */
  synchronized void crash() {
    open.forEach((name, queue) -> folders.put(name, queue.die()));
    open.clear();
  }

  /** Copies all folders. */
  synchronized void backUp() {
    copies.clear();
    folders.forEach((name, kept) -> copies.put(name, kept.copy()));
  }

  /** Puts the copies in place of the folders, whose queues are closed. */
  synchronized void restore() {
    folders.clear();
    copies.forEach((name, kept) -> folders.put(name, kept.copy()));
  }

  /** What was offered can be taken, and the listeners are told. */
  synchronized void bringUp() {
    for (Queue queue : open.values()) {
      queue.commit();
      queue.listener.available();
    }
  }

  /** All open queues begin another stream, as when the disk goes. */
  synchronized void renewStreams() {
    open.values().forEach(PayloadQueue::renewStream);
  }

  private synchronized void closed(Queue queue) {
    open.remove(queue.name, queue);
  }

  private final class Queue implements PayloadQueue {
    private final String name;
    private final Kept kept;
    private final QueueListener listener;
    private final long earlier;
    private final Deque<StoredPayload> waiting = new ArrayDeque<>();
    private final Deque<StoredPayload> taken = new ArrayDeque<>();
    private final Deque<StoredPayload> uncommitted = new ArrayDeque<>();
    private long removed;
    private boolean closed;

    private Queue(String name, Kept kept, QueueListener listener) {
      this.name = name;
      this.listener = listener;
      this.kept = kept;
      earlier = kept.lastNumber;
      waiting.addAll(kept.payloads);
    }

    /** What is on the disk now; nothing more gets there. */
    private Kept die() {
      synchronized (kept) {
        closed = true;
        return kept.copy();
      }
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void limit(QueueLimits limits) {}

    @Override
    public SendResult offer(byte[] payload) {
      synchronized (kept) {
        if (closed) {
          return SendResult.CLOSED;
        }
        kept.lastNumber += 1 + payload.length % 3; // Numbers have gaps.
        uncommitted.add(new StoredPayload(kept.lastNumber, payload));
        return SendResult.ACCEPTED;
      }
    }

    @Override
    public void commit() {
      synchronized (kept) {
        kept.payloads.addAll(uncommitted);
        waiting.addAll(uncommitted);
        uncommitted.clear();
      }
    }

    @Override
    public boolean isCommitDue() {
      synchronized (kept) {
        return !uncommitted.isEmpty();
      }
    }

    @Override
    public boolean awaitRoom(Duration atMost) {
      return true;
    }

    @Override
    public void take(Deque<StoredPayload> batch, int room) {
      synchronized (kept) {
        int left = room;
        while (!closed
            && !waiting.isEmpty()
            && (batch.isEmpty() || waiting.peekFirst().length() <= left)) {
          StoredPayload next = waiting.pollFirst();
          left -= next.length();
          taken.addLast(next);
          batch.addLast(next);
        }
      }
    }

    @Override
    public void putBack(long from) {
      synchronized (kept) {
        while (!taken.isEmpty() && taken.peekLast().number() >= from) {
          waiting.addFirst(taken.pollLast());
        }
      }
    }

    @Override
    public void remove(long upTo) {
      synchronized (kept) {
        while (!taken.isEmpty() && taken.peekFirst().number() <= upTo) {
          StoredPayload gone = taken.pollFirst();
          if (kept.payloads.pollFirst() != gone) {
            throw new IllegalStateException("removed out of order");
          }
          removed++;
        }
      }
    }

    @Override
    public UUID stream() {
      synchronized (kept) {
        return kept.stream;
      }
    }

    @Override
    public long highestEarlierNumber() {
      return earlier;
    }

    @Override
    public void renewStream() {
      synchronized (kept) {
        kept.stream = UUID.randomUUID();
      }
    }

    @Override
    public QueueStatus status() {
      synchronized (kept) {
        long bytes = kept.payloads.stream().mapToLong(StoredPayload::length).sum();
        return new QueueStatus(
            closed ? 0 : kept.payloads.size(), bytes, removed, true, "", 0, 0, 0, 0, 0);
      }
    }

    @Override
    public long close() {
      synchronized (kept) {
        commit();
        closed = true;
      }
      closed(this);
      return 0;
    }
  }
}
