/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Numbers of payloads that have left their queue: all up to one, and beyond it ranges where a
 * payload was dropped while older ones were with the head end. Not thread-safe.
 */
final class GoneSet {
  private static final int RANGE_BYTES = 2 * Long.BYTES;

  private final TreeMap<Long, Long> ranges = new TreeMap<>();
  private long upTo;

  /** All up to this number have left. */
  long upTo() {
    return upTo;
  }

  boolean isEmpty() {
    return upTo == 0 && ranges.isEmpty();
  }

  boolean contains(long number) {
    if (number <= upTo) {
      return true;
    }
    Map.Entry<Long, Long> range = ranges.floorEntry(number);
    return range != null && range.getValue() >= number;
  }

  /** Whether all of these numbers have left. */
  boolean covers(long from, long to) {
    return alive(from, to) == 0;
  }

  /** Whether none of these numbers has left. */
  boolean isClearOf(long from, long to) {
    return alive(from, to) == to - from + 1;
  }

  /** How many of these numbers have not left. */
  long alive(long from, long to) {
    long start = Math.max(from, upTo + 1);
    if (start > to) {
      return 0;
    }
    long alive = to - start + 1;
    Long first = ranges.floorKey(start);
    for (Map.Entry<Long, Long> range :
        ranges.subMap(first == null ? start : first, true, to, true).entrySet()) {
      long overlap = Math.min(range.getValue(), to) - Math.max(range.getKey(), start) + 1;
      alive -= Math.max(0, overlap);
    }
    return alive;
  }

  /** All up to this number have left. */
  void raise(long number) {
    if (number <= upTo) {
      return;
    }
    upTo = number;
    Iterator<Map.Entry<Long, Long>> each = ranges.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<Long, Long> range = each.next();
      if (range.getKey() > upTo + 1) {
        break;
      }
      upTo = Math.max(upTo, range.getValue());
      each.remove();
    }
  }

  /** These numbers have left. */
  void add(long from, long to) {
    if (from <= upTo + 1) {
      raise(to);
      return;
    }
    long start = from;
    long end = to;
    Map.Entry<Long, Long> before = ranges.lowerEntry(from);
    if (before != null && before.getValue() >= from - 1) {
      start = before.getKey();
      end = Math.max(end, before.getValue());
    }
    for (Map.Entry<Long, Long> next = ranges.ceilingEntry(start);
        next != null && next.getKey() <= end + 1;
        next = ranges.ceilingEntry(start)) {
      end = Math.max(end, next.getValue());
      ranges.remove(next.getKey());
    }
    ranges.put(start, end);
  }

  void addAll(GoneSet other) {
    raise(other.upTo);
    other.ranges.forEach(this::add);
  }

  /** Pairs of numbers, the first pair from 0. */
  byte[] encode() {
    ByteBuffer body = ByteBuffer.allocate(RANGE_BYTES * (1 + ranges.size()));
    body.putLong(0).putLong(upTo);
    ranges.forEach((from, to) -> body.putLong(from).putLong(to));
    return body.array();
  }

  /** Adds what {@link #encode} gave. */
  void decode(byte[] body) {
    ByteBuffer pairs = ByteBuffer.wrap(body);
    while (pairs.remaining() >= RANGE_BYTES) {
      add(pairs.getLong(), pairs.getLong());
    }
  }
}
