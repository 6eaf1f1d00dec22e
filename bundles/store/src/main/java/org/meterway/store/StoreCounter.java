/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

/** What the store counts. */
enum StoreCounter {
  /** Calls of commit that had something to wait for. */
  COMMITS,
  /** Groups of payloads that shared a write and a sync. */
  GROUPS,
  /** Payloads that were written. */
  PAYLOADS_WRITTEN,
  /** Bytes that were handed to the operating system. */
  BYTES_WRITTEN,
  /** Waits for the disk to make bytes safe. */
  SYNCS,
  /** Segments that were used again without new blocks. */
  SEGMENTS_RECYCLED,
  /** Segments whose blocks were laid out anew. */
  SEGMENTS_MADE,
  /** Times that a queue had to go on in memory. */
  DEGRADATIONS,
  /** Times that such a queue was brought to disk again. */
  RESTORATIONS,
  /** Payloads that were on disk and could not be read back. */
  DAMAGED,
  /** Payloads that were in memory only when their queue was closed. */
  LOST_AT_CLOSE
}
