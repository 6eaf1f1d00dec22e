/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

/** Something that a store's threads do again and again, one of them at a time. */
interface Duty {
  /**
   * Does what is due.
   *
   * @return after how many nanoseconds something is due again
   */
  long round();

  /** Whether nothing will be due any more. On the thread that did the last round. */
  boolean isDone();
}
