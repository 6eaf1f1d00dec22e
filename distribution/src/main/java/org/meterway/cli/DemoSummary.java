/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.meterway.simulator.Reception;
import org.meterway.simulator.SimulatedHeadEnd;
import org.meterway.simulator.SimulatedMeter;

/** The sum of what was sent and received at one moment. */
final class DemoSummary {
  private final int meters;
  private final Histogram latency = Reception.newHistogram();
  private long sentUp;
  private long receivedUp;
  private long sentDown;
  private long receivedDown;
  private long reordered;
  private long duplicated;
  private long asked;
  private long answered;

  private DemoSummary(int meters) {
    this.meters = meters;
  }

  static DemoSummary of(List<SimulatedMeter> meters, SimulatedHeadEnd headEnd) {
    DemoSummary sum = new DemoSummary(meters.size());
    for (SimulatedMeter meter : meters) {
      // Receptions first: what arrives meanwhile was sent before the sender is asked.
      sum.receivedUp += sum.take(headEnd.reception(meter.number()));
      sum.receivedDown += sum.take(meter.reception());
      sum.sentUp += meter.sent();
      sum.sentDown += headEnd.sent(meter.number());
      sum.answered += meter.answered();
      sum.asked += meter.asked();
    }
    return sum;
  }

  private long take(Reception reception) {
    reordered += reception.reordered();
    duplicated += reception.duplicated();
    reception.addLatenciesTo(latency);
    return reception.received();
  }

  /** Payloads that have not arrived. */
  long lost() {
    return sentUp - receivedUp + sentDown - receivedDown;
  }

  /** Whether all arrived once and in order, and each question was answered. */
  boolean isGood() {
    return lost() == 0 && reordered == 0 && duplicated == 0 && answered == asked;
  }

  /** While it runs: what is under way is not lost. */
  String counts() {
    return "%d payloads up, %d down, %d of %d questions and events answered"
        .formatted(receivedUp, receivedDown, answered, asked);
  }

  String parameters() {
    return "parameters: asked=%d answered=%d".formatted(asked, answered);
  }

  String line() {
    return "summary: meters=%d sent=%d received=%d lost=%d (up %d of %d / down %d of %d) reordered=%d duplicated=%d"
            .formatted(
                meters,
                sentUp + sentDown,
                receivedUp + receivedDown,
                lost(),
                receivedUp,
                sentUp,
                receivedDown,
                sentDown,
                reordered,
                duplicated)
        + Words.latency(latency);
  }
}
