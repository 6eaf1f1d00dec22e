/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.time.Duration;
import org.meterway.api.config.Validation;

/**
 * The configuration, validated.
 *
 * @param mode where payloads are kept
 * @param directory the folder; empty for the platform's
 * @param segmentBytes the size of a file of a queue's log
 * @param commitDelay how long payloads are gathered before they are written
 * @param diskTimeout how long a caller waits for the disk
 * @param memoryBytes the most bytes of a queue that are in memory only
 * @param retry the time between tries to use a disk that failed
 */
public record StoreOptions(
    Mode mode,
    String directory,
    int segmentBytes,
    Duration commitDelay,
    Duration diskTimeout,
    long memoryBytes,
    Duration retry) {
  /** Where payloads are kept. */
  public enum Mode {
    /** On disk, and in memory only while there is no disk. */
    DISK,
    /** In memory only. */
    MEMORY
  }

  static final int MIN_SEGMENT_BYTES = 64 * 1024;

  /** What the metatype gives where nothing is configured. */
  public static final StoreOptions DEFAULTS =
      new StoreOptions(
          Mode.DISK,
          "",
          4 * 1024 * 1024,
          Duration.ZERO,
          Duration.ofSeconds(10),
          16 * 1024 * 1024,
          Duration.ofSeconds(10));

  /**
   * @throws org.meterway.api.config.InvalidConfigurationException naming each wrong property
   */
  static StoreOptions of(StoreConfig config) {
    Validation validation = Validation.of(PayloadStoreComponent.PID);
    Mode mode = validation.choice("mode", config.mode(), Mode.class);
    String directory = config.directory() == null ? "" : config.directory().strip();
    if (!directory.isEmpty() && !isAbsolute(directory)) {
      validation.reject(
          "directory", directory, "the absolute path of a folder, or nothing for the usual one");
    }
    int segmentBytes =
        validation.range("segmentBytes", config.segmentBytes(), MIN_SEGMENT_BYTES, 268_435_456);
    int commitDelayMs = validation.range("commitDelayMs", config.commitDelayMs(), 0, 1_000);
    int diskTimeoutMs = validation.range("diskTimeoutMs", config.diskTimeoutMs(), 100, 600_000);
    int memoryBytes = validation.range("memoryBytes", config.memoryBytes(), 65_536, 1_073_741_824);
    int retrySeconds = validation.range("retrySeconds", config.retrySeconds(), 1, 3_600);
    validation.check();
    return new StoreOptions(
        mode,
        directory,
        segmentBytes,
        Duration.ofMillis(commitDelayMs),
        Duration.ofMillis(diskTimeoutMs),
        memoryBytes,
        Duration.ofSeconds(retrySeconds));
  }

  private static boolean isAbsolute(String directory) {
    return directory.startsWith("/") && directory.indexOf('\0') < 0;
  }

  /** Whether a store that runs with these options can take the others without a new start. */
  boolean keepsPlace(StoreOptions others) {
    return mode == others.mode && directory.equals(others.directory);
  }
}
