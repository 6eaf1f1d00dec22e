/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.meterway.api.store.Overflow;
import org.meterway.api.store.PayloadQueue;
import org.meterway.api.store.PayloadStore;
import org.meterway.api.store.QueueLimits;
import org.meterway.api.store.StoredPayload;

/**
 * What the store costs; a program, not a test. Arguments: a folder on the disk that is measured,
 * and optionally the megabytes of the backlog.
 */
final class StoreBenchmark {
  private static final int PAYLOAD = 256;
  private static final QueueLimits LIMITS =
      new QueueLimits(4L << 30, 100_000_000, Duration.ZERO, Overflow.DROP_NEWEST);

  private StoreBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    try (DurableStore store = DurableStore.open(folder, StoreOptions.DEFAULTS)) {
      threads("warm-up", store, store, 1, 20_000, 1);
      threads("disk, sync each", store, store, 1, 20_000, 1);
      threads("disk, sync each", store, store, 2, 20_000, 1);
      threads("disk, sync each", store, store, 8, 20_000, 1);
      threads("disk, sync each", store, store, 32, 5_000, 1);
      threads("disk, 16 a commit", store, store, 8, 60_000, 16);
      threads("disk, 100 a commit", store, store, 1, 500_000, 100);
      threads("disk, 100 a commit", store, store, 8, 200_000, 100);
    }
    try (MemoryStore store = new MemoryStore()) {
      threads("memory", store, null, 8, 200_000, 1);
    }
    try (DurableStore store = DurableStore.open(folder, StoreOptions.DEFAULTS)) {
      paced(store);
    }
    backlog(folder, arguments.length > 1 ? Long.parseLong(arguments[1]) : 500);
  }

  /**
   * Each thread offers and commits, a taker takes and removes at once, as with a quick head end.
   */
  private static void threads(
      String what, PayloadStore store, DurableStore counted, int threads, int each, int group)
      throws Exception {
    Semaphore available = new Semaphore(0);
    PayloadQueue queue = store.open("bench", LIMITS, available::release);
    long total = (long) threads * each;
    AtomicLong taken = new AtomicLong();
    Thread taker = taker(queue, available, taken, total);
    long[][] latencies = new long[threads][each / group];
    List<Thread> offering = new ArrayList<>();
    long groups = groups(counted);
    long cpu = cpu();
    long start = System.nanoTime();
    for (int i = 0; i < threads; i++) {
      long[] own = latencies[i];
      Thread thread =
          new Thread(
              () -> {
                for (int at = 0; at < own.length; at++) {
                  long before = System.nanoTime();
                  for (int payload = 0; payload < group; payload++) {
                    queue.offer(new byte[PAYLOAD]);
                  }
                  queue.commit();
                  own[at] = System.nanoTime() - before;
                  available.release();
                }
              });
      offering.add(thread);
      thread.start();
    }
    for (Thread thread : offering) {
      thread.join();
    }
    taker.join();
    long nanos = System.nanoTime() - start;
    print(
        what + ", threads " + threads,
        total,
        nanos,
        cpu() - cpu,
        sorted(latencies),
        groups(counted) - groups);
    queue.close();
  }

  /** 8 queues, 1250 payloads a second each: 10,000 a second together. */
  private static void paced(DurableStore store) throws Exception {
    int queues = 8;
    int seconds = 10;
    int rate = 1250;
    long[][] latencies = new long[queues][rate * seconds];
    List<Thread> threads = new ArrayList<>();
    long groups = groups(store);
    long cpu = cpu();
    long start = System.nanoTime();
    for (int i = 0; i < queues; i++) {
      long[] own = latencies[i];
      Semaphore available = new Semaphore(0);
      PayloadQueue queue = store.open("paced" + i, LIMITS, available::release);
      threads.add(taker(queue, available, new AtomicLong(), own.length));
      Thread thread =
          new Thread(
              () -> {
                for (int at = 0; at < own.length; at++) {
                  long due = start + at * (TimeUnit.SECONDS.toNanos(1) / rate);
                  while (System.nanoTime() < due) {
                    java.util.concurrent.locks.LockSupport.parkNanos(due - System.nanoTime());
                  }
                  long before = System.nanoTime();
                  queue.offer(new byte[PAYLOAD]);
                  queue.commit();
                  own[at] = System.nanoTime() - before;
                  available.release();
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    long nanos = System.nanoTime() - start;
    print(
        "disk, 8 queues, 1250/s each",
        (long) queues * rate * seconds,
        nanos,
        cpu() - cpu,
        sorted(latencies),
        groups(store) - groups);
  }

  private static Thread taker(
      PayloadQueue queue, Semaphore available, AtomicLong taken, long total) {
    Thread taker =
        new Thread(
            () -> {
              ArrayDeque<StoredPayload> batch = new ArrayDeque<>();
              while (taken.get() < total) {
                available.acquireUninterruptibly();
                available.drainPermits();
                do {
                  batch.clear();
                  queue.take(batch, 64 * 1024);
                  if (!batch.isEmpty()) {
                    queue.remove(batch.peekLast().number());
                    taken.addAndGet(batch.size());
                  }
                } while (!batch.isEmpty());
              }
            });
    taker.start();
    return taker;
  }

  private static void backlog(Path folder, long megabytes) throws Exception {
    long payloads = megabytes * 1024 * 1024 / PAYLOAD;
    Semaphore available = new Semaphore(0);
    try (DurableStore store = DurableStore.open(folder, StoreOptions.DEFAULTS)) {
      PayloadQueue queue = store.open("backlog", LIMITS, available::release);
      queue.stream();
      long before = heap();
      long start = System.nanoTime();
      for (long i = 0; i < payloads; i++) {
        queue.offer(new byte[PAYLOAD]);
        if (i % 1000 == 0) {
          queue.commit();
        }
      }
      queue.commit();
      System.out.printf(
          Locale.ROOT,
          "backlog: %d MB written in %.1f s, heap %.1f MB before, %.1f MB with it; %s%n",
          megabytes,
          (System.nanoTime() - start) / 1e9,
          before / 1e6,
          heap() / 1e6,
          queue.status());
    }
    long start = System.nanoTime();
    try (DurableStore store = DurableStore.open(folder, StoreOptions.DEFAULTS)) {
      PayloadQueue queue = store.open("backlog", LIMITS, available::release);
      queue.stream();
      System.out.printf(
          Locale.ROOT, "backlog: opened in %.1f ms%n", (System.nanoTime() - start) / 1e6);
      start = System.nanoTime();
      taker(queue, available, new AtomicLong(), payloads).join();
      System.out.printf(
          Locale.ROOT, "backlog: drained in %.1f s%n", (System.nanoTime() - start) / 1e9);
    }
  }

  private static long heap() {
    System.gc();
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static long groups(DurableStore store) {
    return store == null ? 0 : store.describe("").counters().get("groups");
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static long[] sorted(long[][] latencies) {
    long[] all = Arrays.stream(latencies).flatMapToLong(Arrays::stream).toArray();
    Arrays.sort(all);
    return all;
  }

  private static void print(
      String what, long payloads, long nanos, long cpu, long[] latencies, long groups) {
    System.out.printf(
        Locale.ROOT,
        "%-32s %9.0f/s  p50 %6.0f us  p99 %7.0f us  CPU %5.1f us a payload (%.2f cores)  %.1f a"
            + " group%n",
        what,
        payloads * 1e9 / nanos,
        latencies[latencies.length / 2] / 1e3,
        latencies[latencies.length * 99 / 100] / 1e3,
        cpu / 1e3 / payloads,
        (double) cpu / nanos,
        groups == 0 ? 0 : (double) payloads / groups);
  }
}
