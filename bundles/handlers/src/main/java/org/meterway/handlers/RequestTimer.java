/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.time.Duration;

/** Runs short tasks after a while. Thread-safe. */
interface RequestTimer {
  /**
   * Runs a task once.
   *
   * @return cancels it
   */
  Runnable after(Duration delay, Runnable task);
}
