/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell.control;

/**
 * How long clients may keep the gateway waiting.
 *
 * @param requestMillis until their request is there
 * @param writeMillis until they take output that has no room any more
 */
record Patience(long requestMillis, long writeMillis) {
  static final Patience DEFAULT = new Patience(5_000, 10_000);
}
