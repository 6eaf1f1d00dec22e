/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.util.BitSet;
import org.HdrHistogram.Histogram;

/** What one receiver has of one sender's payloads. Thread-safe. */
public final class Reception {
  private static final long LONGEST_NANOS = 3_600_000_000_000L;

  private final BitSet seen = new BitSet();
  private final Histogram latency = new Histogram(LONGEST_NANOS, 3);
  private int first = Integer.MAX_VALUE;
  private int last = -1;
  private long received;
  private long duplicated;
  private long reordered;
  private long repeated;
  private long foreignBytes;

  /** Notes a payload that has just arrived; returns its latency in nanoseconds. */
  synchronized long payload(SimulatedPayload payload) {
    int sequence = payload.sequence();
    long nanos = Math.max(0, Math.min(LONGEST_NANOS, SimulatedPayload.now() - payload.sentNanos()));
    if (seen.get(sequence)) {
      duplicated++;
      return nanos;
    }
    seen.set(sequence);
    received++;
    if (sequence < last) {
      reordered++;
    }
    first = Math.min(first, sequence);
    last = Math.max(last, sequence);
    latency.recordValue(nanos);
    return nanos;
  }

  /** Notes a payload that came again and was not taken. */
  synchronized void repetition() {
    repeated++;
  }

  /** Notes bytes that belong to no payload. */
  synchronized void foreign(int bytes) {
    foreignBytes += bytes;
  }

  /** Different payloads received. */
  public synchronized long received() {
    return received;
  }

  /** Payloads that came again. */
  public synchronized long duplicated() {
    return duplicated;
  }

  /** Payloads that came again and were recognised by their number, and so not taken. */
  public synchronized long repeated() {
    return repeated;
  }

  /** Payloads that came behind a later one. */
  public synchronized long reordered() {
    return reordered;
  }

  /** Payloads that are missing between the first and the last received one. */
  public synchronized long gaps() {
    return last < 0 ? 0 : last - first + 1 - received;
  }

  /** Bytes that belong to no payload: damaged, or sent by somebody else. */
  public synchronized long foreignBytes() {
    return foreignBytes;
  }

  /** Adds all latencies, in nanoseconds, to {@code total}. */
  public synchronized void addLatenciesTo(Histogram total) {
    total.add(latency);
  }

  /** An empty histogram that takes the latencies of several receptions, in nanoseconds. */
  public static Histogram newHistogram() {
    return new Histogram(LONGEST_NANOS, 3);
  }
}
