/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

/** The counters that one key of one sender has used. Safe for threads. */
final class ReplayWindow {
  private final int size;
  private long highest = -1;
  private long seen;

  /**
   * A window.
   *
   * @param size how many counters below the highest may still come once, 0 to 63
   */
  ReplayWindow(int size) {
    this.size = size;
  }

  synchronized long highest() {
    return highest;
  }

  synchronized void raise(long least) {
    if (least > highest) {
      highest = least;
      seen = -1;
    }
  }

  /**
   * Throws when a counter must not be accepted; before the tag is known to be right, so nothing
   * changes.
   */
  synchronized void check(long counter) throws CipheringException {
    if (isNew(counter)) {
      return;
    }
    throw new CipheringException(
        CipheringException.Reason.REPLAYED,
        "invocation counter "
            + counter
            + " came after "
            + highest
            + ", expected a higher one"
            + (size == 0 ? "" : " or one of the " + size + " before that is missing"));
  }

  /** Takes a counter whose tag was right. */
  synchronized void accept(long counter) throws CipheringException {
    check(counter);
    if (counter > highest) {
      long step = counter - highest;
      seen = step >= Long.SIZE ? 0 : seen << step;
      highest = counter;
    }
    seen |= 1L << (highest - counter);
  }

  private boolean isNew(long counter) {
    long back = highest - counter;
    return back < 0 || back <= size && (seen & 1L << back) == 0;
  }
}
