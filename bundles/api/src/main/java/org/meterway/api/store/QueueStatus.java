/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.store;

/**
 * A queue at one moment.
 *
 * @param payloads payloads accepted and not yet removed
 * @param bytes the bytes of those payloads
 * @param removed payloads removed because they were delivered, since the queue was opened
 * @param onDisk whether accepted payloads survive a power cut
 * @param problem why they do not, or what was found damaged, in words; empty when all is well
 * @param droppedOldest accepted payloads that gave way to newer ones
 * @param droppedNewest payloads refused because the queue was full
 * @param droppedExpired accepted payloads that grew older than the limit
 * @param refusedTooLarge payloads refused because they are longer than the whole queue
 * @param damaged payloads that were on disk and could not be read back
 */
public record QueueStatus(
    long payloads,
    long bytes,
    long removed,
    boolean onDisk,
    String problem,
    long droppedOldest,
    long droppedNewest,
    long droppedExpired,
    long refusedTooLarge,
    long damaged) {
  /** All that was dropped or refused for want of room or for its age. */
  public long dropped() {
    return droppedOldest + droppedNewest + droppedExpired;
  }
}
