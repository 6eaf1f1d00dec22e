/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.store;

/**
 * A payload that was taken from a queue.
 *
 * @param number its place: numbers of a queue only ever rise, over restarts too, but may have gaps
 * @param bytes the payload; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // A copy of each payload would buy nothing.
public record StoredPayload(long number, byte[] bytes) {
  /** The payload's bytes. */
  public int length() {
    return bytes.length;
  }
}
