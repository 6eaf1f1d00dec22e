/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.meterway.api.store.Overflow;
import org.meterway.api.store.PayloadQueue;
import org.meterway.api.store.PayloadStore;
import org.meterway.api.store.QueueLimits;
import org.meterway.api.store.StoredPayload;
import org.meterway.store.DurableStore;
import org.meterway.store.MemoryStore;
import org.meterway.store.StoreOptions;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One payload of 256 bytes into a queue, and the wait until it is safe. Another thread takes and
 * removes what comes, as a quick head end does. The folder is on the disk that holds the JVM's
 * folder for temporary files ({@code -jvmArgs -Djava.io.tmpdir=DIR}).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DurableQueueBenchmark {
  private static final int PAYLOAD = 256;
  private static final int ROOM = 64 * 1024;

  /** Where payloads are kept. */
  @Param public StoreOptions.Mode mode;

  private Path folder;
  private PayloadStore store;
  private PayloadQueue queue;
  private final Semaphore there = new Semaphore(0);

  /** How many payloads shared a sync. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Groups {
    /** Payloads. */
    public long payloads;

    /** Syncs that made them safe; those of all threads, told by one of them. */
    public long syncs;

    private DurableStore counted;
    private long before;

    /** Counts from here. */
    @Setup(Level.Iteration)
    public void begin(DurableQueueBenchmark benchmark) {
      counted = benchmark.claim();
      before = groups();
    }

    /** Counts up to here. */
    @TearDown(Level.Iteration)
    public void end() {
      syncs = groups() - before;
    }

    private long groups() {
      return counted == null ? 0 : counted.describe("").counters().get("groups");
    }
  }

  private boolean claimed;

  /** The store for the first who asks in an iteration. */
  synchronized DurableStore claim() {
    boolean first = !claimed;
    claimed = true;
    return first && store instanceof DurableStore durable ? durable : null;
  }

  /** Lets the next one ask. */
  @TearDown(Level.Iteration)
  public synchronized void release() {
    claimed = false;
  }

  /** Opens a store in a folder of its own. */
  @Setup(Level.Trial)
  public void open() throws IOException {
    folder = Files.createTempDirectory("durable-queue");
    store =
        mode == StoreOptions.Mode.DISK
            ? DurableStore.open(folder, StoreOptions.DEFAULTS)
            : new MemoryStore();
    queue =
        store.open(
            "benchmark",
            new QueueLimits(1L << 30, 100_000_000, Duration.ZERO, Overflow.DROP_NEWEST),
            there::release);
    Thread taker = new Thread(this::take, "head-end");
    taker.setDaemon(true);
    taker.start();
  }

  private void take() {
    ArrayDeque<StoredPayload> batch = new ArrayDeque<>();
    while (true) {
      there.acquireUninterruptibly();
      there.drainPermits();
      do {
        batch.clear();
        queue.take(batch, ROOM);
        if (!batch.isEmpty()) {
          queue.remove(batch.peekLast().number());
        }
      } while (!batch.isEmpty());
    }
  }

  /** Closes the store and deletes the folder. */
  @TearDown(Level.Trial)
  public void close() throws Exception {
    queue.close();
    ((AutoCloseable) store).close();
    List<Path> all;
    try (Stream<Path> paths = Files.walk(folder)) {
      all = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }

  /** One link. */
  @Benchmark
  @Threads(1)
  public void oneThread(Groups groups) {
    keep(groups);
  }

  /** Eight links: they share syncs. */
  @Benchmark
  @Threads(8)
  public void eightThreads(Groups groups) {
    keep(groups);
  }

  private void keep(Groups groups) {
    queue.offer(new byte[PAYLOAD]);
    queue.commit();
    there.release();
    groups.payloads++;
  }
}
