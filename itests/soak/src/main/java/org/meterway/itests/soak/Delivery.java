/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

/** The kinds of delivery that a head end may have. */
enum Delivery {
  /** At least once: what the socket took, and again what a broken connection may have lost. */
  WRITTEN("written", "WRITTEN", false),
  /** Once after de-duplication: payloads have numbers, the head end confirms these. */
  CONFIRMED("confirmed", "CONFIRMED", true),
  /** At least once: the head end answers each payload with a pattern. */
  PATTERN("pattern", "CONFIRMED, pattern", false);

  private final String headEnd;
  private final String words;
  private final boolean once;

  Delivery(String headEnd, String words, boolean once) {
    this.headEnd = headEnd;
    this.words = words;
    this.once = once;
  }

  /** The name of the head end's instance. */
  String headEnd() {
    return headEnd;
  }

  /** As the table says it. */
  String words() {
    return words;
  }

  /** Whether the head end can tell what it has. */
  boolean isOnce() {
    return once;
  }

  /** Whether the head end answers. */
  boolean isConfirmed() {
    return this != WRITTEN;
  }
}
