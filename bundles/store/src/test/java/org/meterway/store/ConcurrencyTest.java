/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.api.store.PayloadQueue;
import org.meterway.api.store.QueueLimits;
import org.meterway.api.store.StoredPayload;

/** Many threads at once, with interrupts, settings that change, and queues that open and close. */
@Timeout(120)
class ConcurrencyTest {
  private static final int THREADS = 12;
  private static final int EACH = 1500;

  @TempDir Path folder;

  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private Thread start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setUncaughtExceptionHandler((failed, thrown) -> failure.set(thrown));
    thread.start();
    return thread;
  }

  @Test
  void givenManyThreadsThenEachPayloadIsDeliveredOnceInTheOrderOfItsThread() throws Exception {
    StoreOptions options =
        new StoreOptions(
            StoreOptions.Mode.DISK,
            "",
            64 * 1024,
            Duration.ZERO,
            Duration.ofSeconds(60),
            1 << 24,
            Duration.ofSeconds(1));
    try (DurableStore store = DurableStore.open(folder, options)) {
      Semaphore available = new Semaphore(0);
      PayloadQueue queue = store.open("hes", Fixture.WIDE, available::release);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int own = i;
        threads.add(start("offer " + i, () -> offer(queue, own, available)));
      }
      threads.add(start("others", () -> othersComeAndGo(store)));
      threads.add(
          start(
              "interrupts",
              () -> {
                for (int i = 0; i < 300; i++) {
                  threads.get(i % THREADS).interrupt();
                  queue.limit(Fixture.WIDE);
                  store.configure(options);
                  Thread.yield();
                }
              }));

      deliver(queue, available);

      for (Thread thread : threads) {
        thread.join();
      }
      assertNull(failure.get());
      assertEquals(0, queue.status().payloads());
      assertEquals(0, queue.status().bytes());
      assertTrue(queue.status().onDisk(), queue.status().problem());
      assertEquals(0, queue.close());
      assertEquals(0, store.open("hes", Fixture.WIDE, () -> {}).status().payloads());
    }
  }

  private static void offer(PayloadQueue queue, int thread, Semaphore available) {
    Random random = new Random(thread);
    for (int i = 0; i < EACH; i++) {
      byte[] payload = new byte[8 + random.nextInt(random.nextInt(50) == 0 ? 20_000 : 300)];
      ByteBuffer.wrap(payload).putInt(thread).putInt(i);
      assertTrue(queue.offer(payload).isAccepted());
      if (random.nextInt(4) == 0) {
        queue.commit();
        available.release();
      }
    }
    queue.commit();
    available.release();
  }

  private static void deliver(PayloadQueue queue, Semaphore available) throws InterruptedException {
    int[] next = new int[THREADS];
    Random random = new Random(99);
    ArrayDeque<StoredPayload> taken = new ArrayDeque<>();
    long lastNumber = 0;
    int delivered = 0;
    while (delivered < THREADS * EACH) {
      available.tryAcquire(10, TimeUnit.MILLISECONDS);
      queue.take(taken, random.nextInt(100_000));
      if (!taken.isEmpty() && random.nextInt(5) == 0) {
        queue.putBack(taken.peekFirst().number());
        taken.clear();
      }
      for (StoredPayload payload : taken) {
        assertTrue(payload.number() > lastNumber);
        lastNumber = payload.number();
        ByteBuffer bytes = ByteBuffer.wrap(payload.bytes());
        assertEquals(next[bytes.getInt(0)]++, bytes.getInt(4));
        delivered++;
      }
      queue.remove(lastNumber);
      taken.clear();
    }
  }

  private static void othersComeAndGo(DurableStore store) {
    QueueLimits limits = Fixture.WIDE;
    for (int i = 0; i < 30; i++) {
      PayloadQueue other = store.open("other", limits, () -> {});
      other.offer(Fixture.payload(i, 10));
      other.commit();
      assertEquals(i + 1, other.status().payloads());
      store.describe("store");
      other.close();
    }
  }
}
