/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Tasks that run when a test says so. */
final class FakeTimer implements RequestTimer {
  final List<Runnable> tasks = new ArrayList<>();
  final List<Duration> delays = new ArrayList<>();

  /** What happens meanwhile. */
  Runnable beforeNext = () -> {};

  @Override
  public Runnable after(Duration delay, Runnable task) {
    beforeNext.run();
    tasks.add(task);
    delays.add(delay);
    return () -> tasks.remove(task);
  }
}
