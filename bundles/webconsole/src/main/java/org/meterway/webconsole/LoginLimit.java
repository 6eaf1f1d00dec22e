/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.webconsole;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Slows down who guesses passwords: a few wrong ones at once, then one each {@link #PAUSE}. Who has
 * logged in before is not slowed down by others. Thread-safe.
 */
final class LoginLimit {
  /** How often a wrong password may come in the long run. */
  static final Duration PAUSE = Duration.ofSeconds(2);

  private static final int AT_ONCE = 10;

  private final LongSupplier nanoTime;
  private byte[] known = new byte[0];
  private long failures;
  private int left = AT_ONCE;
  private long since;

  LoginLimit(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    since = nanoTime.getAsLong();
  }

  /** Whether these credentials may be tried now. */
  synchronized boolean permits(String credentials) {
    refill();
    return left > 0 || MessageDigest.isEqual(known, digest(credentials));
  }

  /** They were right. */
  synchronized void succeeded(String credentials) {
    known = digest(credentials);
  }

  /** Some were wrong; returns how often that was so. */
  synchronized long failed() {
    refill();
    left = Math.max(0, left - 1);
    return ++failures;
  }

  private void refill() {
    long pauses = (nanoTime.getAsLong() - since) / PAUSE.toNanos();
    if (pauses > 0) {
      since += pauses * PAUSE.toNanos();
      left = (int) Math.min(AT_ONCE, left + pauses);
    }
  }

  private static byte[] digest(String credentials) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(credentials.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
