/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;

/**
 * What all queues of a store share: its folder, its lock, its buffers, its settings. Thread-safe.
 */
final class StoreRoom {
  private static final String LOCK = ".lock";
  private static final int BUFFER_BYTES = 64 * 1024;

  /**
   * What tests put in place of the real thing.
   *
   * @param nanoTime the time, as {@link System#nanoTime}
   * @param secondsSince2024 the clock
   * @param bufferBytes how much is written at once
   */
  record Environment(
      Disk disk, LongSupplier nanoTime, LongSupplier secondsSince2024, int bufferBytes) {
    private static final long SECONDS_TO_2024 = 1_704_067_200;

    static Environment real() {
      return new Environment(
          new RealDisk(),
          System::nanoTime,
          () -> System.currentTimeMillis() / 1000 - SECONDS_TO_2024,
          BUFFER_BYTES);
    }
  }

  private final Path folder;
  private final Environment environment;
  private final StoreStatistics statistics;
  private final Buffers buffers;
  private final Map<String, Long> leftovers = new ConcurrentSkipListMap<>();
  private volatile StoreOptions options;
  private Closeable lock;
  private Closeable readLock;

  StoreRoom(Path folder, StoreOptions options, Environment environment) {
    this.folder = folder;
    this.options = options;
    this.environment = environment;
    buffers = new Buffers(environment.bufferBytes());
    statistics = new StoreStatistics(environment.nanoTime());
  }

  Path folder() {
    return folder;
  }

  Disk disk() {
    return environment.disk();
  }

  LongSupplier nanoTime() {
    return environment.nanoTime();
  }

  long secondsSince2024() {
    return environment.secondsSince2024().getAsLong();
  }

  StoreStatistics statistics() {
    return statistics;
  }

  Buffers buffers() {
    return buffers;
  }

  StoreOptions options() {
    return options;
  }

  void options(StoreOptions newOptions) {
    options = newOptions;
  }

  /** Makes sure that the folder is there and this store's own. */
  synchronized void ensure() throws IOException {
    disk().createFolders(folder);
    if (lock == null) {
      boolean wasRead = readLock != null;
      release();
      try {
        lock = disk().lock(folder.resolve(LOCK));
      } catch (IOException e) {
        if (wasRead) {
          lockToRead(e);
        }
        throw e;
      }
    }
  }

  /**
   * The same, but where the disk cannot be written to, makes sure that at least nobody else does.
   *
   * @return why it cannot, or {@code null}
   * @throws IOException why it cannot, if the folder is not to be read either
   */
  synchronized IOException tryEnsure() throws IOException {
    try {
      ensure();
      return null;
    } catch (FolderInUseException e) {
      throw e;
    } catch (IOException e) {
      if (readLock == null) {
        lockToRead(e);
      }
      return e;
    }
  }

  private void lockToRead(IOException failure) throws IOException {
    try {
      readLock = disk().lockToRead(folder.resolve(LOCK));
    } catch (FolderInUseException e) {
      throw e;
    } catch (IOException e) {
      failure.addSuppressed(e);
      throw failure;
    }
  }

  /** Lets others have the folder. */
  synchronized void release() throws IOException {
    Closeable held = lock == null ? readLock : lock;
    lock = null;
    readLock = null;
    if (held != null) {
      held.close();
    }
  }

  /** Payloads on disk by the name of their queue, of queues that nobody has open. */
  Map<String, Long> leftovers() {
    return leftovers;
  }

  void leftBehind(String queue, long payloads) {
    leftovers.put(queue, payloads);
  }

  void opened(String queue) {
    leftovers.remove(queue);
  }
}
