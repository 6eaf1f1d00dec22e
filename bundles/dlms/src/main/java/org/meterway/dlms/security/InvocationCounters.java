/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

/**
 * Gives the invocation counter of each use of the keys of one system title, each value once for the
 * lifetime of the keys. One rising sequence serves all keys of the sender: it is right for each of
 * them, and for meters that look at only one.
 *
 * <p>Safe for threads.
 */
public interface InvocationCounters {
  /** The highest value, 2^32 - 1. */
  long HIGHEST = 0xFFFFFFFFL;

  /**
   * The next value. It is durable that the value is used before this returns.
   *
   * @return 0 to 2^32 - 1, higher than any value before
   * @throws CipheringException COUNTER_EXHAUSTED after the highest, COUNTER_UNAVAILABLE when it
   *     cannot be kept
   */
  long next() throws CipheringException;

  /**
   * Makes the next value at least this; never goes back. For a meter that tells which counter it
   * expects.
   *
   * @param least 0 to 2^32 - 1
   * @throws CipheringException COUNTER_UNAVAILABLE when it cannot be kept
   */
  void atLeast(long least) throws CipheringException;

  /**
   * Counters that are forgotten with the process: for tests, and for keys that live no longer.
   *
   * @param first the first value, 0 to 2^32 - 1
   * @return counters
   */
  static InvocationCounters inMemory(long first) {
    return new MemoryInvocationCounters(first);
  }
}
