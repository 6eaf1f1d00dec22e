/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Slows down who guesses passwords: ten wrong ones at once, then one each {@link #PAUSE}. Who has
 * logged in before is not slowed down by others. Thread-safe.
 */
final class LoginLimit {
  static final Duration PAUSE = Duration.ofSeconds(2);

  private static final int AT_ONCE = 10;

  private final LongSupplier nanoTime;
  private byte[] known = new byte[0];
  private long spent;

  LoginLimit(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    spent = nanoTime.getAsLong() - AT_ONCE * PAUSE.toNanos();
  }

  /** Whether these credentials may be tried now. */
  synchronized boolean permits(String authorization) {
    return nanoTime.getAsLong() - spent >= PAUSE.toNanos()
        || MessageDigest.isEqual(known, digest(authorization));
  }

  /** They were right. */
  synchronized void succeeded(String authorization) {
    known = digest(authorization);
  }

  /** They were wrong. */
  synchronized void failed() {
    long earliest = nanoTime.getAsLong() - AT_ONCE * PAUSE.toNanos();
    spent = (spent - earliest < 0 ? earliest : spent) + PAUSE.toNanos();
  }

  private static byte[] digest(String authorization) {
    return Credentials.sha256(authorization.getBytes(StandardCharsets.UTF_8));
  }
}
