/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.store;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps the queues of all head ends, so that payloads of many links share one write to disk. A
 * service; may be used from any thread.
 *
 * <p>The service is there even where the disk is not: then its queues hold their payloads in memory
 * and say so in {@link QueueStatus#problem}.
 */
@ProviderType
public interface PayloadStore {
  /**
   * Opens a queue, with what an earlier one of this name still held. Does not wait for the disk:
   * the queue accepts payloads at once, and those of earlier times are ahead of them as soon as
   * they are read.
   *
   * @param name the instance's name, as in {@code kura.service.pid}; any characters
   * @throws IllegalStateException if a queue of this name is open already
   */
  PayloadQueue open(String name, QueueLimits limits, QueueListener listener);
}
