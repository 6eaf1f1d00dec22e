/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.meterway.api.store.Overflow;
import org.meterway.api.store.QueueLimits;
import org.meterway.api.store.StoredPayload;

/** A store on a simulated disk, without a thread: the test says when a round is. */
final class Fixture {
  static final Path FOLDER = Path.of("/data/store");
  static final String NAME = "hes";
  static final QueueLimits WIDE =
      new QueueLimits(1L << 40, 1L << 40, Duration.ZERO, Overflow.DROP_NEWEST);

  /** Small segments, so that little fills many. */
  static final StoreOptions OPTIONS =
      new StoreOptions(
          StoreOptions.Mode.DISK,
          "",
          4096,
          Duration.ZERO,
          Duration.ofSeconds(10),
          16 * 1024 * 1024,
          Duration.ofSeconds(10));

  final SimulatedDisk disk;
  final AtomicLong nanos = new AtomicLong(-5_000_000_000L); // It has no zero.
  final AtomicLong seconds = new AtomicLong(1000);
  final AtomicInteger announcements = new AtomicInteger();
  StoreOptions options = OPTIONS;
  DurableStore store;
  StoreQueue queue;

  Fixture() {
    this(new SimulatedDisk());
  }

  Fixture(SimulatedDisk disk) {
    this.disk = disk;
  }

  Fixture open() {
    return open(WIDE);
  }

  /** Opens a store and the queue on what is on the disk. */
  Fixture open(QueueLimits limits) {
    seconds.incrementAndGet(); // So long a start takes at least.
    store =
        new DurableStore(
            FOLDER, options, new StoreRoom.Environment(disk, nanos::get, seconds::get, 4096));
    queue = (StoreQueue) store.open(NAME, limits, announcements::incrementAndGet);
    round();
    return this;
  }

  /** Whether the log was opened and works. */
  boolean isOpened() {
    return queue.phase() == StoreQueue.Phase.DURABLE;
  }

  void round() {
    store.agent().round();
  }

  void after(Duration time) {
    nanos.addAndGet(time.toNanos());
    seconds.addAndGet(time.toSeconds());
    round();
  }

  /** As {@link StoreQueue#commit}, which would wait for a thread. */
  void commit() {
    long before;
    do {
      before = queue.unwritten();
      queue.requestCommit();
      round();
    } while (queue.isCommitDue() && queue.unwritten() < before);
  }

  void offer(byte[] payload) {
    if (!queue.offer(payload).isAccepted()) {
      throw new AssertionError("refused");
    }
  }

  /** Offers and commits payloads that are numbers. */
  void keep(int from, int to) {
    for (int i = from; i <= to; i++) {
      offer(payload(i, 100));
    }
    commit();
  }

  void close() {
    queue.requestClose();
    round();
    queue.close();
    store.agent().release();
  }

  /** The process is killed; what it wrote is there. */
  Fixture kill() {
    disk.processKilled();
    store.agent().release();
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    return this;
  }

  List<StoredPayload> take(int room) {
    ArrayDeque<StoredPayload> batch = new ArrayDeque<>();
    queue.take(batch, room);
    return new ArrayList<>(batch);
  }

  /** All that can be taken, with all that has to be loaded for it. */
  List<StoredPayload> takeAll() {
    List<StoredPayload> all = new ArrayList<>();
    for (List<StoredPayload> some = take(100_000); !some.isEmpty(); some = take(100_000)) {
      all.addAll(some);
      round();
    }
    return all;
  }

  List<Integer> takeAllIds() {
    return takeAll().stream().map(payload -> id(payload.bytes())).toList();
  }

  /** A payload that says which one it is, in all of its bytes. */
  static byte[] payload(int id, int length) {
    byte[] payload = new byte[Math.max(Integer.BYTES, length)];
    ByteBuffer.wrap(payload).putInt(id);
    for (int i = Integer.BYTES; i < payload.length; i++) {
      payload[i] = (byte) (id * 31 + i);
    }
    return payload;
  }

  /** Which one it is. */
  static int id(byte[] payload) {
    int id = ByteBuffer.wrap(payload).getInt();
    if (!java.util.Arrays.equals(payload, payload(id, payload.length))) {
      throw new AssertionError("a payload has changed: " + id);
    }
    return id;
  }

  static List<Integer> ids(int from, int to) {
    return java.util.stream.IntStream.rangeClosed(from, to).boxed().toList();
  }
}
