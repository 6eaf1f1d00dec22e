/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

/** Counters without a memory of their own. */
final class MemoryInvocationCounters implements InvocationCounters {
  private long next;

  MemoryInvocationCounters(long first) {
    next = checked(first);
  }

  static long checked(long value) {
    if (value < 0 || value > HIGHEST) {
      throw new IllegalArgumentException(
          "invocation counter " + value + ", expected 0 to 4294967295");
    }
    return value;
  }

  static CipheringException exhausted() {
    return new CipheringException(
        CipheringException.Reason.COUNTER_EXHAUSTED,
        "all 4294967296 invocation counters are used: transfer a new key, then begin a new counter");
  }

  @Override
  public synchronized long next() throws CipheringException {
    if (next > HIGHEST) {
      throw exhausted();
    }
    return next++;
  }

  @Override
  public synchronized void atLeast(long least) {
    next = Math.max(next, checked(least));
  }
}
