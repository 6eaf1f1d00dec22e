/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.api.store.PayloadQueue;
import org.meterway.api.store.QueueStatus;
import org.meterway.api.store.StoredPayload;

/** On the machine's own file system; where mounting is allowed also on one that is full. */
@Timeout(120)
class RealDiskTest {
  private static final StoreOptions OPTIONS =
      new StoreOptions(
          StoreOptions.Mode.DISK,
          "",
          64 * 1024,
          Duration.ZERO,
          Duration.ofSeconds(60),
          1 << 24,
          Duration.ofMillis(20));

  @TempDir Path folder;

  private boolean isMounted;

  @AfterEach
  void unmount() throws Exception {
    if (isMounted) {
      run("umount", folder.toString());
    }
  }

  private void mount(String options) throws Exception {
    isMounted = run("mount", "-t", "tmpfs", "-o", options, "meterway-test", folder.toString());
    assumeTrue(isMounted, "mounting takes root");
  }

  private static boolean run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait(); // The test's own limit ends it.
    }
  }

  private static List<Integer> take(PayloadQueue queue, int payloads) {
    List<Integer> ids = new ArrayList<>();
    ArrayDeque<StoredPayload> batch = new ArrayDeque<>();
    while (ids.size() < payloads) {
      queue.take(batch, 1 << 20);
      batch.forEach(payload -> ids.add(Fixture.id(payload.bytes())));
      batch.clear();
    }
    return ids;
  }

  @Test
  void givenADiskThatIsFullThenItGoesOnInMemoryAndCatchesUpWhenThereIsRoom() throws Exception {
    mount("size=1m");
    try (DurableStore store = DurableStore.open(folder.resolve("store"), OPTIONS)) {
      PayloadQueue queue = store.open("hes", Fixture.WIDE, () -> {});
      int offered = 0;
      while (queue.status().onDisk()) {
        queue.offer(Fixture.payload(++offered, 5000));
        queue.commit();
      }
      QueueStatus status = queue.status();
      assertTrue(status.problem().contains("the disk is full"), status.problem());
      assertTrue(offered > 100, "offered " + offered);
      for (int i = 0; i < 100; i++) {
        queue.offer(Fixture.payload(++offered, 5000));
        queue.commit();
      }

      assertTrue(run("mount", "-o", "remount,size=8m", folder.toString()));
      await(() -> queue.status().onDisk());

      assertEquals(offered, queue.status().payloads());
      assertEquals(0, queue.close());
      PayloadQueue again = store.open("hes", Fixture.WIDE, () -> {});
      assertEquals(Fixture.ids(1, offered), take(again, offered));
    }
  }

  @Test
  void givenAFolderInPlaceOfWhichThereIsAFileThenThatIsSaid() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    try (DurableStore store = DurableStore.open(file.resolve("store"), OPTIONS)) {
      PayloadQueue queue = store.open("hes", Fixture.WIDE, () -> {});
      queue.offer(Fixture.payload(1, 100));
      queue.commit();

      assertFalse(queue.status().onDisk());
      assertTrue(
          queue.status().problem().contains("is a file and no folder"), queue.status().problem());
    }
  }

  @Test
  void givenAFolderThatIsMadeThenOnlyItsOwnerMayLookIntoIt() throws IOException {
    try (DurableStore store = DurableStore.open(folder.resolve("a/b"), OPTIONS)) {
      PayloadQueue queue = store.open("hes 1/../x", Fixture.WIDE, () -> {});
      queue.stream();
    }
    Path queue = folder.resolve("a/b/hes%201%2F..%2Fx");
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(queue)));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(queue.resolve("0000000001.log"))));
  }

  @Test
  void givenADiskThatIsReadOnlyAtTheStartThenOlderPayloadsComeFirst() throws Exception {
    mount("size=1m");
    Path store = folder.resolve("store");
    try (DurableStore first = DurableStore.open(store, OPTIONS)) {
      PayloadQueue queue = first.open("hes", Fixture.WIDE, () -> {});
      for (int i = 1; i <= 3; i++) {
        queue.offer(Fixture.payload(i, 100));
      }
      queue.commit();
    }
    // A file that is open for writing keeps a file system from becoming read-only.
    assertTrue(run("mount", "-o", "remount,ro", folder.toString()));
    try (DurableStore second = DurableStore.open(store, OPTIONS)) {
      PayloadQueue queue = second.open("hes", Fixture.WIDE, () -> {});
      queue.offer(Fixture.payload(4, 100));
      queue.commit();
      assertTrue(queue.status().problem().contains("read-only"), queue.status().problem());
      assertEquals("DEGRADED", second.describe("store").state());
      assertEquals(Fixture.ids(1, 4), take(queue, 4));

      assertTrue(run("mount", "-o", "remount,rw", folder.toString()));
      await(() -> queue.status().onDisk());
    }
    try (DurableStore third = DurableStore.open(store, OPTIONS)) {
      PayloadQueue queue = third.open("hes", Fixture.WIDE, () -> {});
      assertEquals(Fixture.ids(1, 4), take(queue, 4));
    }
  }

  @Test
  void givenALockThenASecondOneIsRefused() throws IOException {
    RealDisk disk = new RealDisk();
    Path lock = folder.resolve(".lock");
    try (Closeable held = disk.lock(lock)) {
      assertNotNull(held);
      FolderInUseException refused =
          assertThrows(FolderInUseException.class, () -> disk.lock(lock).close());

      assertTrue(
          refused.getMessage().endsWith("(" + ProcessHandle.current().pid() + ")"),
          refused.getMessage());
      assertThrows(FolderInUseException.class, () -> disk.lockToRead(lock).close());
    }
    disk.lockToRead(lock).close();
    disk.lock(lock).close();
    disk.lockToRead(folder.resolve("nobody has made it")).close();
  }
}
