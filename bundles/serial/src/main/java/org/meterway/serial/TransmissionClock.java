/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

/**
 * Estimates when a line will have sent all that its driver has taken. Not thread-safe.
 *
 * <p>Pseudo-terminals and many USB devices are faster than their baud rate says. So the estimate
 * never runs ahead by more than what a driver can hold: had the line not sent the rest, the driver
 * would not have taken it.
 */
final class TransmissionClock {
  /** Serial drivers of Linux buffer a page, and their hardware some more. */
  static final int DRIVER_BUFFER = 8192;

  private final LineSettings line;
  private long freeAt;

  /** A line that has nothing to send at {@code now}, in terms of {@link System#nanoTime}. */
  TransmissionClock(LineSettings line, long now) {
    this.line = line;
    this.freeAt = now;
  }

  /** Adds bytes that are handed to the driver at {@code now}; returns when they will be sent. */
  long add(int bytes, long now) {
    long ahead = Math.max(0, freeAt - now);
    long buffered = Math.min(ahead, line.transmissionNanos(DRIVER_BUFFER));
    freeAt = now + buffered + line.transmissionNanos(bytes);
    return freeAt;
  }
}
