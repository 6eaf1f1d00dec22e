/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

/** A payload of a queue that is in memory. Guarded by the queue's lock. */
final class Entry {
  final byte[] bytes;

  /** When it was offered, in the scale of {@link System#nanoTime}. */
  final long born;

  /** Its place among the offers of this process; 0 where an earlier one offered it. */
  final long sequence;

  /** Its number in the log; 0 until it has one. */
  long logNumber;

  /** The number by which a taker knows it; 0 until it was taken. */
  long number;

  /** It survives a power cut. */
  boolean onDisk;

  /** It may be taken though it is not on disk. */
  boolean early;

  /** It was delivered or dropped. */
  boolean gone;

  Entry(byte[] bytes, long born, long sequence) {
    this.bytes = bytes;
    this.born = born;
    this.sequence = sequence;
  }

  int length() {
    return bytes.length;
  }
}
