/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import java.time.Duration;
import org.meterway.api.config.Validation;

/**
 * The configuration, validated.
 *
 * @param threads threads of the shared pool, at least 1
 * @param laneCapacity messages of one lane that may wait
 * @param laneMaxBytes the bytes of those messages
 * @param grace how long messages wait for the successor of a handler, and a full lane for room
 * @param closeTimeout how long a closing lane waits for its messages, and a handler that has gone
 *     may still work
 * @param stuckAfter how long a handler may work on one message before another thread takes the
 *     place of its own
 * @param spareThreads how many threads may take the place of others
 */
record RegistryOptions(
    int threads,
    int laneCapacity,
    int laneMaxBytes,
    Duration grace,
    Duration closeTimeout,
    Duration stuckAfter,
    int spareThreads) {
  /** What the metatype gives where nothing is configured. */
  static final RegistryOptions DEFAULTS =
      new RegistryOptions(
          threads(0),
          10_000,
          8 << 20,
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          32);

  /**
   * @throws org.meterway.api.config.InvalidConfigurationException naming each wrong property
   */
  static RegistryOptions of(RegistryConfig config) {
    Validation validation = Validation.of(HandlerRegistryComponent.PID);
    int threads = validation.range("threads", config.threads(), 0, 256);
    int laneCapacity = validation.range("laneCapacity", config.laneCapacity(), 1, 1_000_000);
    int laneMaxBytes = validation.range("laneMaxBytes", config.laneMaxBytes(), 1_024, 1 << 30);
    int graceMs = validation.range("graceMs", config.graceMs(), 0, 600_000);
    int closeTimeoutMs = validation.range("closeTimeoutMs", config.closeTimeoutMs(), 0, 60_000);
    int stuckSeconds = validation.range("stuckSeconds", config.stuckSeconds(), 1, 3_600);
    int spareThreads = validation.range("spareThreads", config.spareThreads(), 0, 256);
    validation.check();
    return new RegistryOptions(
        threads(threads),
        laneCapacity,
        laneMaxBytes,
        Duration.ofMillis(graceMs),
        Duration.ofMillis(closeTimeoutMs),
        Duration.ofSeconds(stuckSeconds),
        spareThreads);
  }

  private static int threads(int configured) {
    return configured == 0 ? Math.max(2, Runtime.getRuntime().availableProcessors()) : configured;
  }
}
