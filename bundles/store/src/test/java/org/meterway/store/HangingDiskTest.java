/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.store.Fixture.payload;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.meterway.api.store.PayloadQueue;
import org.meterway.api.store.StoredPayload;
import org.meterway.store.SimulatedDisk.Operation;

/** A disk that takes its time, and a store with its thread. */
@Timeout(60)
class HangingDiskTest {
  private final SimulatedDisk disk = new SimulatedDisk();
  private DurableStore store = store(Duration.ofMillis(200));
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final AtomicReference<CountDownLatch> release = new AtomicReference<>();

  private DurableStore store(Duration diskTimeout) {
    StoreOptions options =
        new StoreOptions(
            StoreOptions.Mode.DISK,
            "",
            65_536,
            Duration.ZERO,
            diskTimeout,
            1 << 24,
            Duration.ofMillis(50));
    DurableStore opened =
        new DurableStore(
            Fixture.FOLDER,
            options,
            new StoreRoom.Environment(disk, System::nanoTime, () -> 1000, 4096));
    opened.agent().start();
    return opened;
  }

  private void hang() {
    release.set(new CountDownLatch(1));
    disk.fault(
        (operation, path) -> {
          if (operation == Operation.SYNC) {
            hanging.countDown();
            try {
              release.get().await();
            } catch (InterruptedException e) {
              throw new AssertionError("nobody may interrupt the store's thread", e);
            }
          }
        });
  }

  private void goOn() {
    disk.heal();
    release.get().countDown();
  }

  @AfterEach
  void closeStore() {
    goOn();
    store.close();
  }

  private PayloadQueue open(String name) {
    return store.open(name, Fixture.WIDE, () -> {});
  }

  private static void await(PayloadQueue queue, boolean onDisk) {
    while (queue.status().onDisk() != onDisk) {
      Thread.onSpinWait();
    }
  }

  @Test
  void givenASyncThatHangsThenCommitReturnsInTimeAndPayloadsAreTaken() {
    PayloadQueue queue = open("hes");
    queue.offer(payload(1, 10));
    queue.commit();
    hang();

    queue.offer(payload(2, 10));
    assertTimeoutPreemptively(Duration.ofSeconds(20), queue::commit);

    assertFalse(queue.status().onDisk());
    assertEquals(
        "payloads are in memory only: the disk has not answered for 200 ms",
        queue.status().problem());
    ArrayDeque<StoredPayload> batch = new ArrayDeque<>();
    queue.take(batch, 1000);
    assertEquals(2, batch.size());
    queue.offer(payload(3, 10));
    assertFalse(queue.isCommitDue(), "nobody waits for a disk that hangs");

    goOn();
    await(queue, true);
    assertEquals(0, queue.close());
    PayloadQueue again = open("hes");
    again.stream();
    assertEquals(3, again.status().payloads());
  }

  @Test
  void givenASyncThatHangsWhenTheStoreClosesThenThatIsInTimeToo() {
    PayloadQueue queue = open("hes");
    queue.stream();
    hang();
    queue.offer(payload(1, 10));

    assertTimeoutPreemptively(Duration.ofSeconds(20), store::close);

    assertEquals(1, queue.status().payloads());
  }

  @Test
  void givenAnInterruptThenCommitStillWaitsAndTheInterruptStays() throws Exception {
    store.close();
    store = store(Duration.ofMinutes(1));
    PayloadQueue queue = open("hes");
    queue.stream();
    hang();
    AtomicReference<Boolean> interrupted = new AtomicReference<>();
    Thread committer =
        new Thread(
            () -> {
              queue.offer(payload(1, 10));
              queue.commit();
              interrupted.set(Thread.currentThread().isInterrupted());
            });
    committer.start();
    hanging.await();
    committer.interrupt();
    assertTrue(queue.isCommitDue());
    goOn();

    committer.join();

    assertTrue(interrupted.get());
    assertFalse(queue.isCommitDue());
    queue.offer(payload(2, 10));
    queue.commit();
    await(queue, true);
  }

  @Test
  void givenADiskThatHangsFromTheBeginningThenTheStreamIsToldAllTheSame() {
    hang();
    PayloadQueue queue = open("hes");

    assertTimeoutPreemptively(Duration.ofSeconds(20), queue::stream);

    assertFalse(queue.status().onDisk());
  }
}
