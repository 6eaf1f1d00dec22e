/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Lines that came unasked and wait for the modem's thread; bounded. Thread-safe. */
final class ModemEvents {
  private static final int CAPACITY = 256;

  private final Deque<String> waiting = new ArrayDeque<>();

  /** Whether there was room. */
  synchronized boolean offer(String line) {
    if (waiting.size() == CAPACITY) {
      return false;
    }
    waiting.addLast(line);
    return true;
  }

  synchronized Optional<String> next() {
    return Optional.ofNullable(waiting.pollFirst());
  }

  synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }
}
