/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.store;

import org.osgi.annotation.versioning.ConsumerType;

/** Learns that payloads can be taken which {@link PayloadQueue#commit} has not announced. */
@ConsumerType
@FunctionalInterface
public interface QueueListener {
  /**
   * Payloads can be taken: the queue was read back after a restart, a part that lay on disk only is
   * in memory now, or the disk was given up. Called on the store's own thread, and must not wait.
   */
  void available();
}
