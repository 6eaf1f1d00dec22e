/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The faults of one connection, and how often they have struck. The connection's thread asks; any
 * thread may inject.
 */
final class Faults {
  private final List<Entry> entries = new CopyOnWriteArrayList<>();
  private final Runnable told;
  private volatile boolean none = true;
  private volatile int requests;

  private static final class Entry {
    private final MeterFault fault;
    private final int from;
    private final AtomicInteger left;

    Entry(MeterFault fault, int from) {
      this.fault = fault;
      this.from = from;
      left = new AtomicInteger(fault.times());
    }
  }

  /**
   * @param told called each time that a fault strikes
   */
  Faults(List<MeterFault> first, Runnable told) {
    this.told = told;
    first.forEach(this::inject);
  }

  void inject(MeterFault fault) {
    entries.add(new Entry(fault, requests + fault.after()));
    none = false;
  }

  void heal() {
    entries.clear();
    none = true;
  }

  /** A request has come. Only the connection's thread calls it. */
  void request() {
    requests = requests + 1;
  }

  /** Whether there is any fault. */
  boolean any() {
    return !none;
  }

  /** Whether this fault strikes now; it has struck then. */
  boolean strikes(MeterFault.Kind kind) {
    return amount(kind) >= 0;
  }

  /** The amount of a fault that strikes now, or -1. */
  int amount(MeterFault.Kind kind) {
    if (none) {
      return -1;
    }
    for (Entry entry : entries) {
      if (entry.fault.kind() == kind && requests > entry.from && entry.left.get() > 0) {
        entry.left.decrementAndGet();
        told.run();
        return entry.fault.amount();
      }
    }
    return -1;
  }

  /** Whether this fault would strike now. */
  boolean pending(MeterFault.Kind kind) {
    return !none
        && entries.stream()
            .anyMatch(
                entry ->
                    entry.fault.kind() == kind && requests > entry.from && entry.left.get() > 0);
  }
}
