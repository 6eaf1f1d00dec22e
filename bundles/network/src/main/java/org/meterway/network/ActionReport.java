/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.meterway.api.network.RecoveryException;
import org.meterway.api.status.Counters;
import org.meterway.api.status.Status;

/** What an action says of itself. Thread-safe. */
final class ActionReport {
  static final String KIND = "recovery";

  private final String name;
  private final Instant since = Instant.now();
  private final Counters<ActionCounter> counters = new Counters<>(ActionCounter.class);
  private volatile String last = "not called yet";

  /** Nothing has happened yet. */
  ActionReport(String name) {
    this.name = name;
  }

  /** Something that an action does. */
  interface Deed {
    String perform() throws RecoveryException, InterruptedException;
  }

  /** Does it, and notes how that went. */
  String on(Deed deed) throws RecoveryException, InterruptedException {
    counters.increment(ActionCounter.CALLS);
    boolean done = false;
    try {
      String words = deed.perform();
      done = true;
      last = "done at " + now() + ": " + words;
      return words;
    } catch (RecoveryException e) {
      last = "failed at " + now() + ": " + e.getMessage();
      throw e;
    } catch (InterruptedException e) {
      last = "interrupted at " + now();
      throw e;
    } finally {
      if (!done) {
        counters.increment(ActionCounter.CALLS_FAILED);
      }
    }
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  /** What is known of it. */
  Status describe(String state, String problem, Map<String, String> facts) {
    Map<String, String> all = new LinkedHashMap<>(facts);
    all.put("last.call", last);
    return new Status(KIND, name, state, problem, since, counters.snapshot(), all);
  }
}
