/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import org.meterway.dlms.data.DataException;
import org.meterway.dlms.data.DataTag;

/**
 * Finds where an element of A-XDR data ends while its bytes still arrive: goes on where it stopped
 * when there are more. "Not yet" and "no data" are different answers.
 */
final class ElementScanner {
  private static final int MAX_DESCRIPTION_DEPTH = 16;

  private int at;
  private long left;

  /** The length that {@link #length} read, and where it stopped reading. */
  private long value;

  private int behind;

  /** Begins with the element that begins there. */
  void begin(int offset) {
    at = offset;
    left = 1;
  }

  /** The bytes were moved to the front by so many. */
  void moved(int by) {
    at -= by;
  }

  /** Where the element ends, once it was found; else how far it got. */
  int position() {
    return at;
  }

  /**
   * Goes on as far as it can.
   *
   * @param end one behind the last byte that is there
   * @return whether the element ends before {@code end}
   */
  boolean scan(byte[] bytes, int end) throws DataException {
    while (left > 0) {
      if (at >= end) {
        return false;
      }
      DataTag tag = DataTag.of(bytes[at] & 0xFF);
      int size = tag.size();
      if (size >= 0) {
        if (size > end - at - 1) {
          return false;
        }
        at += 1 + size;
        left--;
        continue;
      }
      int from = at + 1;
      if (tag == DataTag.COMPACT_ARRAY) {
        from = description(bytes, from, end, 0);
      }
      if (from < 0 || !length(bytes, from, end)) {
        return false;
      }
      if (tag == DataTag.ARRAY || tag == DataTag.STRUCTURE) {
        at = behind;
        left += value - 1;
        continue;
      }
      long octets = tag == DataTag.BIT_STRING ? (value + 7) / 8 : value;
      if (octets > end - behind) {
        return false;
      }
      at = behind + (int) octets;
      left--;
    }
    return true;
  }

  /** Reads a length into {@link #value}; false if it is not whole yet. */
  boolean length(byte[] bytes, int from, int end) throws DataException {
    if (from >= end) {
      return false;
    }
    int first = bytes[from] & 0xFF;
    behind = from + 1;
    value = first;
    if (first < 0x80) {
      return true;
    }
    int octets = first & 0x7F;
    if (octets == 0 || octets > 4) {
      throw new DataException(from, "a length is in 1 to 4 octets, not in " + octets);
    }
    if (octets > end - behind) {
      return false;
    }
    value = 0;
    for (int i = 0; i < octets; i++) {
      value = value << 8 | bytes[behind++] & 0xFF;
    }
    if (value > Integer.MAX_VALUE) {
      throw new DataException(from, "a length of " + value);
    }
    return true;
  }

  int value() {
    return (int) value;
  }

  int behindLength() {
    return behind;
  }

  /** Where a type description ends; -1 if it is not whole yet. */
  private int description(byte[] bytes, int from, int end, int depth) throws DataException {
    if (from >= end) {
      return -1;
    }
    DataTag tag = DataTag.of(bytes[from] & 0xFF);
    if (depth > MAX_DESCRIPTION_DEPTH) {
      throw new DataException(from, "a type description deeper than " + MAX_DESCRIPTION_DEPTH);
    }
    if (tag == DataTag.ARRAY) {
      return end - from < 4 ? -1 : description(bytes, from + 3, end, depth + 1);
    }
    if (tag != DataTag.STRUCTURE) {
      return from + 1;
    }
    if (!length(bytes, from + 1, end)) {
      return -1;
    }
    int next = behind;
    for (long types = value; types > 0 && next >= 0; types--) {
      next = description(bytes, next, end, depth + 1);
    }
    return next;
  }
}
