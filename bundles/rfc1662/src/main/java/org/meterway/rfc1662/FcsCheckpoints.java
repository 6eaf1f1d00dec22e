/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

/**
 * The frame check sequence over stretches that overlap: each octet is read once for all of them,
 * and each stretch costs two shifts. So input that is made of nothing but beginnings of long frames
 * costs no more than other input.
 *
 * <p>Values over everything up to each 64th octet are kept; the value over a stretch is the
 * difference of two of them, plus the odd octets at its ends.
 */
final class FcsCheckpoints {
  private static final int SPACING_BITS = 6;
  private static final int SPACING = 1 << SPACING_BITS;

  private final Fcs fcs;
  private final int[] values;
  private long first;
  private long last = -1;

  /**
   * @param longest the longest stretch
   */
  FcsCheckpoints(Fcs fcs, int longest) {
    this.fcs = fcs;
    this.values = new int[Integer.highestOneBit((longest >> SPACING_BITS) + 2) << 1];
  }

  /**
   * The value over a stretch of at least {@value #SPACING} octets. No stretch may begin in front of
   * an earlier one.
   *
   * @param origin the position of {@code octets[0]}
   */
  int over(byte[] octets, int from, int to, long origin) {
    long begin = origin + from + SPACING - 1 >> SPACING_BITS;
    long end = origin + to >> SPACING_BITS;
    if (begin < first || begin > last) {
      first = begin;
      last = begin;
      values[slot(begin)] = 0;
    }
    for (; last < end; last++) {
      int at = (int) ((last << SPACING_BITS) - origin);
      values[slot(last + 1)] =
          fcs.shift(values[slot(last)], SPACING) ^ fcs.over(octets, at, at + SPACING);
    }
    int beginAt = (int) ((begin << SPACING_BITS) - origin);
    int endAt = (int) ((end << SPACING_BITS) - origin);
    int upToEnd = fcs.shift(values[slot(end)], to - endAt) ^ fcs.over(octets, endAt, to);
    int head = fcs.over(octets, from, beginAt);
    return fcs.shift(head ^ values[slot(begin)], to - beginAt) ^ upToEnd;
  }

  private int slot(long checkpoint) {
    return (int) checkpoint & values.length - 1;
  }
}
