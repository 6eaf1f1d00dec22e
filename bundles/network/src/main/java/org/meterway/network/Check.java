/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.time.Duration;

/** One thing to look at. Run by one thread at a time. */
interface Check {
  /** What is looked at, as {@code dns head-end.example}. */
  String name();

  /**
   * Looks.
   *
   * @param atMost how long it may take; whoever runs it goes on without it after that
   * @return what was found, in words
   * @throws CheckFailedException if it is not well, with the reason in words
   */
  String run(Duration atMost) throws CheckFailedException, InterruptedException;
}
