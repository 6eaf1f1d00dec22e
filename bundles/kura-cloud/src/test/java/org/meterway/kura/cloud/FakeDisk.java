/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.meterway.api.headend.SendResult;
import org.meterway.api.store.PayloadQueue;
import org.meterway.api.store.PayloadStore;
import org.meterway.api.store.QueueLimits;
import org.meterway.api.store.QueueListener;
import org.meterway.api.store.QueueStatus;
import org.meterway.api.store.StoredPayload;
import org.meterway.store.MemoryStore;

/** A store with a disk: what is in its queues is there when they are opened again. */
final class FakeDisk implements PayloadStore {
  private final PayloadStore memory = new MemoryStore();
  private final Map<String, List<byte[]>> files = new HashMap<>();
  volatile String problem = "";

  @Override
  public PayloadQueue open(String name, QueueLimits limits, QueueListener listener) {
    Queue queue = new Queue(memory.open(name, limits, listener));
    files.getOrDefault(name, List.of()).forEach(queue.delegate::offer);
    return queue;
  }

  private final class Queue implements PayloadQueue {
    private final PayloadQueue delegate;
    private final List<byte[]> notCommitted = new ArrayList<>();

    private Queue(PayloadQueue delegate) {
      this.delegate = delegate;
    }

    @Override
    public synchronized SendResult offer(byte[] payload) {
      notCommitted.add(payload);
      return SendResult.ACCEPTED;
    }

    @Override
    public synchronized void commit() {
      notCommitted.forEach(delegate::offer);
      notCommitted.clear();
    }

    @Override
    public synchronized boolean isCommitDue() {
      return !notCommitted.isEmpty();
    }

    @Override
    public QueueStatus status() {
      QueueStatus status = delegate.status();
      return new QueueStatus(
          status.payloads(),
          status.bytes(),
          status.removed(),
          problem.isEmpty(),
          problem,
          status.droppedOldest(),
          status.droppedNewest(),
          status.droppedExpired(),
          status.refusedTooLarge(),
          status.damaged());
    }

    @Override
    public long close() {
      commit();
      Deque<StoredPayload> rest = new ArrayDeque<>();
      delegate.putBack(Long.MIN_VALUE);
      delegate.take(rest, Integer.MAX_VALUE);
      files.put(delegate.name(), rest.stream().map(StoredPayload::bytes).toList());
      delegate.close();
      return 0;
    }

    @Override
    public String name() {
      return delegate.name();
    }

    @Override
    public void limit(QueueLimits limits) {
      delegate.limit(limits);
    }

    @Override
    public boolean awaitRoom(Duration atMost) throws InterruptedException {
      return delegate.awaitRoom(atMost);
    }

    @Override
    public void take(Deque<StoredPayload> batch, int room) {
      delegate.take(batch, room);
    }

    @Override
    public void putBack(long from) {
      delegate.putBack(from);
    }

    @Override
    public void remove(long upTo) {
      delegate.remove(upTo);
    }

    @Override
    public UUID stream() {
      return delegate.stream();
    }

    @Override
    public long highestEarlierNumber() {
      return 0;
    }

    @Override
    public void renewStream() {
      delegate.renewStream();
    }
  }
}
