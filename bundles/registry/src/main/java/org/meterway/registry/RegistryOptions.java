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
 * @param grace how long messages wait for the successor of a handler, and a full lane for room
 * @param closeTimeout how long a closing lane waits for its messages
 */
record RegistryOptions(int threads, int laneCapacity, Duration grace, Duration closeTimeout) {
  /** What the metatype gives where nothing is configured. */
  static final RegistryOptions DEFAULTS =
      new RegistryOptions(threads(0), 10_000, Duration.ofSeconds(5), Duration.ofSeconds(5));

  /**
   * @throws org.meterway.api.config.InvalidConfigurationException naming each wrong property
   */
  static RegistryOptions of(RegistryConfig config) {
    Validation validation = Validation.of(HandlerRegistryComponent.PID);
    int threads = validation.range("threads", config.threads(), 0, 256);
    int laneCapacity = validation.range("laneCapacity", config.laneCapacity(), 1, 1_000_000);
    int graceMs = validation.range("graceMs", config.graceMs(), 0, 600_000);
    int closeTimeoutMs = validation.range("closeTimeoutMs", config.closeTimeoutMs(), 0, 60_000);
    validation.check();
    return new RegistryOptions(
        threads(threads),
        laneCapacity,
        Duration.ofMillis(graceMs),
        Duration.ofMillis(closeTimeoutMs));
  }

  private static int threads(int configured) {
    return configured == 0 ? Math.max(2, Runtime.getRuntime().availableProcessors()) : configured;
  }
}
