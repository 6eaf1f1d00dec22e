/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.led;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.meterway.api.status.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows verdicts on an output, and opens one that has gone again and again. Does one thing a call:
 * whoever calls waits in between. Used by one thread, but for what it tells.
 */
final class Blinker {
  private static final Logger LOG = LoggerFactory.getLogger(Blinker.class);
  private static final long REOPEN_MS = 5000;

  private final String name;
  private final LedOutput output;
  private final boolean inverted;
  private final Duration refresh;
  private final Supplier<Verdict> verdicts;
  private final LongSupplier millis;
  private final Counters<LedCounter> counters;
  private volatile Verdict verdict = new Verdict(Shown.STARTING, "");
  private volatile String problem = "";
  private boolean open;
  private Boolean lit;
  private long began;
  private long refreshed;
  private long failed;
  private boolean first = true;

  /**
   * Shows nothing yet.
   *
   * @param verdicts what is to be shown, asked anew after each {@code refresh}
   * @param millis the time, from any origin
   */
  Blinker(
      String name,
      LedOutput output,
      boolean inverted,
      Duration refresh,
      Supplier<Verdict> verdicts,
      LongSupplier millis,
      Counters<LedCounter> counters) {
    this.name = name;
    this.output = output;
    this.inverted = inverted;
    this.refresh = refresh;
    this.verdicts = verdicts;
    this.millis = millis;
    this.counters = counters;
  }

  Verdict verdict() {
    return verdict;
  }

  /** Why the LED is not switched; empty if it is. */
  String problem() {
    return problem;
  }

  /**
   * Does what is due.
   *
   * @return how many milliseconds to wait before the next call; at least 1
   */
  long turn() {
    long now = millis.getAsLong();
    if (first || now - refreshed >= refresh.toMillis()) {
      refreshed = now;
      look(now);
      first = false;
    }
    long untilRefresh = refreshed + refresh.toMillis() - now;
    if (!open && !problem.isEmpty() && now - failed < REOPEN_MS) {
      return Math.max(1, Math.min(untilRefresh, failed + REOPEN_MS - now));
    }
    BlinkCode.Phase phase = BlinkCode.at(verdict.shown(), now - began);
    show(phase.on(), now);
    return Math.max(1, Math.min(untilRefresh, phase.left()));
  }

  private void look(long now) {
    Verdict found = verdicts.get();
    if (first || found.shown() != verdict.shown()) {
      began = now;
      counters.increment(LedCounter.CHANGES);
    }
    verdict = found;
  }

  private void show(boolean on, long now) {
    try {
      if (!open) {
        output.open();
        open = true;
        lit = null;
        if (!problem.isEmpty()) {
          LOG.info("LED {} is back", name);
        }
        problem = "";
      }
      if (lit == null || lit != on) {
        output.set(on != inverted);
        lit = on;
        counters.increment(LedCounter.WRITES);
      }
    } catch (IOException e) {
      counters.increment(LedCounter.FAILURES);
      failed = now;
      giveUp(e.getMessage());
    }
  }

  private void giveUp(String reason) {
    if (!reason.equals(problem)) {
      LOG.warn("LED {} cannot be switched: {}", name, reason);
    }
    problem = reason;
    close();
  }

  /** Gives the output back. */
  void close() {
    open = false;
    try {
      output.close();
    } catch (IOException e) {
      LOG.debug("LED {} is not given back", name, e);
    }
  }
}
