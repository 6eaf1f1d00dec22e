/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.services;

import java.time.Duration;

/** Repeats a task. */
interface Schedule extends AutoCloseable {
  /** Runs the task now and then with this pause between runs. */
  void every(Duration pause);

  /** Runs the task no more; does not wait for a run that hangs in a service of Kura. */
  @Override
  void close();
}
