/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

/** The octets of a frame that is not complete, held between two calls. */
final class Remainder {
  private static final int SMALLEST = 512;

  private byte[] octets = new byte[0];
  private int from;
  private int to;
  private long origin;

  boolean isEmpty() {
    return from == to;
  }

  int length() {
    return to - from;
  }

  byte[] octets() {
    return octets;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /** The position of {@code octets()[0]}. */
  long origin() {
    return origin;
  }

  /** Holds octets of which the first has the given position; nothing must be held. */
  void hold(byte[] source, int sourceFrom, int sourceTo, long position) {
    from = 0;
    to = 0;
    origin = position;
    append(source, sourceFrom, sourceTo - sourceFrom);
  }

  void append(byte[] source, int sourceFrom, int count) {
    if (octets.length - to < count) {
      makeRoom(count);
    }
    System.arraycopy(source, sourceFrom, octets, to, count);
    to += count;
  }

  void dropTo(int index) {
    from = index;
  }

  void clear() {
    from = to;
  }

  /**
   * Moves to the front where that frees at least as much as has to be moved, and doubles otherwise:
   * each octet is moved a bounded number of times, and the array is at most twice as long as what
   * was held at the most.
   */
  private void makeRoom(int count) {
    int length = length();
    byte[] target = octets;
    if (from < length || octets.length - length < count) {
      target = new byte[Math.max(SMALLEST, 2 * (length + count))];
    }
    System.arraycopy(octets, from, target, 0, length);
    octets = target;
    origin += from;
    from = 0;
    to = length;
  }
}
