/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.util.Arrays;

/**
 * Payloads that a connection took as a whole and that are not delivered yet, in their order. An
 * entry is one payload, or several that were written together. Touched by whoever drains only.
 */
final class SentPayloads {
  private static final int FIRST_CAPACITY = 64;

  private long[] numbers = new long[FIRST_CAPACITY];
  private long[] ends = new long[FIRST_CAPACITY];
  private long[] times = new long[FIRST_CAPACITY];
  private long[] lengths = new long[FIRST_CAPACITY];
  private int[] counts = new int[FIRST_CAPACITY];
  private int first;
  private int entries;
  private int payloads;
  private long bytes;

  /**
   * Adds an entry.
   *
   * @param number the highest number in it
   * @param count how many payloads it is
   * @param length their bytes
   * @param end where its last byte stands in the connection's stream
   * @param time when it was written
   */
  void add(long number, int count, long length, long end, long time) {
    if (entries == numbers.length) {
      grow();
    }
    int at = (first + entries) % numbers.length;
    numbers[at] = number;
    counts[at] = count;
    lengths[at] = length;
    ends[at] = end;
    times[at] = time;
    entries++;
    payloads += count;
    bytes += length;
  }

  boolean isEmpty() {
    return entries == 0;
  }

  /** How many payloads these are. */
  int payloads() {
    return payloads;
  }

  /** The bytes of all payloads. */
  long bytes() {
    return bytes;
  }

  /** The highest number in the first entry. */
  long firstNumber() {
    return numbers[first];
  }

  /** Where the last byte of the first entry stands in the connection's stream. */
  long firstEnd() {
    return ends[first];
  }

  /** When the first entry was written. */
  long firstTime() {
    return times[first];
  }

  /** Takes the first entry away; returns its highest number. */
  long removeFirst() {
    long number = numbers[first];
    payloads -= counts[first];
    bytes -= lengths[first];
    first = (first + 1) % numbers.length;
    entries--;
    return number;
  }

  void clear() {
    first = 0;
    entries = 0;
    payloads = 0;
    bytes = 0;
  }

  private void grow() {
    numbers = grown(numbers);
    ends = grown(ends);
    times = grown(times);
    lengths = grown(lengths);
    int[] moved = Arrays.copyOfRange(counts, first, first + 2 * entries);
    System.arraycopy(counts, 0, moved, entries - first, first);
    counts = moved;
    first = 0;
  }

  private long[] grown(long[] ring) {
    long[] moved = Arrays.copyOfRange(ring, first, first + 2 * entries);
    System.arraycopy(ring, 0, moved, entries - first, first);
    return moved;
  }
}
