/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.store.Fixture.payload;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.meterway.api.store.PayloadQueue;
import org.meterway.store.SimulatedDisk.Fault;
import org.meterway.store.SimulatedDisk.Operation;

/** Which thread does what in a store with many queues. */
@Timeout(60)
class StoreAgentTest {
  private static final Duration QUICKLY_GIVEN_UP = Duration.ofMillis(200);

  private final SimulatedDisk disk = new SimulatedDisk();
  private final CountDownLatch release = new CountDownLatch(1);
  private DurableStore store;

  private void open(Duration diskTimeout) {
    StoreOptions options =
        new StoreOptions(
            StoreOptions.Mode.DISK,
            "",
            65_536,
            Duration.ZERO,
            diskTimeout,
            1 << 24,
            Duration.ofMillis(50));
    store =
        new DurableStore(
            Fixture.FOLDER,
            options,
            new StoreRoom.Environment(disk, System::nanoTime, () -> 1000, 4096));
    store.agent().start();
  }

  private List<PayloadQueue> queues(int count) {
    List<PayloadQueue> queues = IntStream.range(0, count).mapToObj(i -> queue("hes" + i)).toList();
    queues.forEach(PayloadQueue::stream); // They are open.
    return queues;
  }

  private PayloadQueue queue(String name) {
    return store.open(name, Fixture.WIDE, () -> {});
  }

  /** Something that waits, in the syncs of files. */
  @FunctionalInterface
  private interface Wait {
    void await(Path path) throws Exception;
  }

  private void onSync(Wait wait) {
    Fault fault =
        (operation, path) -> {
          if (operation == Operation.SYNC) {
            try {
              wait.await(path);
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          }
        };
    disk.fault(fault);
  }

  private static void commitAll(List<PayloadQueue> queues) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (PayloadQueue queue : queues) {
      queue.offer(payload(1, 10));
      Thread thread = new Thread(queue::commit);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @AfterEach
  void close() {
    release.countDown();
    disk.heal();
    store.close();
  }

  @Test
  void givenQueuesThatWaitForTheDiskThenItHasAllTheirSyncsAtOnce() throws Exception {
    open(Duration.ofSeconds(30));
    List<PayloadQueue> queues = queues(StoreAgent.MOST_THREADS);
    CyclicBarrier all = new CyclicBarrier(StoreAgent.MOST_THREADS);
    AtomicInteger syncs = new AtomicInteger();
    onSync(
        path -> {
          if (syncs.getAndIncrement() < StoreAgent.MOST_THREADS) {
            all.await(20, TimeUnit.SECONDS);
          }
        });

    commitAll(queues);

    queues.forEach(queue -> assertTrue(queue.status().onDisk(), queue.status().problem()));
  }

  @Test
  void givenASyncThatHangsThenOtherQueuesAreWritten() {
    open(QUICKLY_GIVEN_UP);
    PayloadQueue slow = queue("slow");
    PayloadQueue quick = queue("quick");
    slow.stream();
    quick.stream();
    onSync(
        path -> {
          if (path.toString().contains("slow")) {
            release.await();
          }
        });

    slow.offer(payload(1, 10));
    slow.commit();
    quick.offer(payload(1, 10));
    quick.commit();

    assertFalse(slow.status().onDisk());
    assertTrue(quick.status().onDisk(), quick.status().problem());
  }

  @Test
  void givenMoreQueuesThanThreadsThenEachIsWrittenAndTheThreadsEndWithTheStore() throws Exception {
    open(Duration.ofSeconds(30));
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    List<PayloadQueue> queues = queues(3 * StoreAgent.MOST_THREADS);
    onSync(path -> threads.add(Thread.currentThread()));

    commitAll(queues);

    queues.forEach(queue -> assertTrue(queue.status().onDisk(), queue.status().problem()));
    store.close();
    assertTrue(threads.size() <= StoreAgent.MOST_THREADS, threads.toString());
    for (Thread thread : threads) {
      assertTrue(thread.getName().startsWith("meterway-store"), thread.getName());
      assertTrue(thread.isDaemon());
      assertFalse(thread.isAlive(), thread.getName());
    }
  }

  @Test
  void givenAQueueThatHangsInItsEndThenANewOneOfItsNameWaitsForThat() {
    open(QUICKLY_GIVEN_UP);
    PayloadQueue old = queue("hes");
    old.stream();
    AtomicInteger entered = new AtomicInteger();
    onSync(
        path -> {
          entered.incrementAndGet();
          release.await();
        });
    old.offer(payload(1, 10));
    old.commit();
    old.close();
    assertEquals(1, entered.get());

    PayloadQueue fresh = queue("hes");
    fresh.stream();
    assertFalse(fresh.status().onDisk());
    assertEquals(0, fresh.status().payloads());
    release.countDown();

    while (fresh.status().payloads() == 0 || !fresh.status().onDisk()) {
      Thread.onSpinWait();
    }
    assertEquals(1, fresh.status().payloads());
  }
}
