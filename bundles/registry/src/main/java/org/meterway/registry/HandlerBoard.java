/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The registered handlers, and the table that dispatch reads. Registrations come one at a time;
 * reading takes no lock. Each change wakes the lanes that wait for one.
 */
final class HandlerBoard implements HandlerSource {
  private final Timing timing;
  private final Supplier<Duration> grace;
  private final Runnable changed;
  private final Object lock = new Object();
  private final Map<Long, HandlerBinding> bindings = new TreeMap<>();
  private boolean expiryScheduled;
  private boolean closed;
  private volatile DispatchTable table = new DispatchTable(List.of(), List.of());

  /**
   * @param grace how long messages wait for the successor of a handler; asked again each time
   * @param changed is called after each new table, without a lock
   */
  HandlerBoard(Timing timing, Supplier<Duration> grace, Runnable changed) {
    this.timing = timing;
    this.grace = grace;
    this.changed = changed;
  }

  @Override
  public DispatchTable table() {
    return table;
  }

  /** Every handler, rejected ones too, by service id. */
  Collection<HandlerBinding> bindings() {
    synchronized (lock) {
      return List.copyOf(bindings.values());
    }
  }

  /** From now on handlers may come; for a moment, messages wait for the first ones. */
  void open() {
    synchronized (lock) {
      long now = timing.nanos();
      show(List.of(new StartUp(now)), now);
    }
  }

  /** Adds a handler, or gives it new properties. */
  void put(HandlerProperties properties, TrackedHandler handler) {
    HandlerBinding binding = new HandlerBinding(properties, handler);
    synchronized (lock) {
      HandlerBinding before = bindings.put(properties.serviceId(), binding);
      if (binding.equals(before)) {
        return;
      }
      publish(before == null ? null : before.properties());
    }
    changed.run();
  }

  /** A handler has gone; messages for it wait for its successor from now on. */
  void remove(TrackedHandler handler) {
    synchronized (lock) {
      HandlerBinding gone = find(handler);
      if (gone == null) {
        return;
      }
      bindings.remove(gone.properties().serviceId());
      publish(gone.properties());
    }
    changed.run();
  }

  /**
   * A handler that cannot be called. To the messages it is as if it had gone, as that is what it
   * mostly means: its service went while it was being got.
   */
  @Override
  public void reject(TrackedHandler handler, String reason) {
    synchronized (lock) {
      HandlerBinding binding = find(handler);
      if (binding == null || !binding.properties().isValid()) {
        return;
      }
      bindings.put(
          binding.properties().serviceId(),
          new HandlerBinding(binding.properties().rejected(reason), handler));
      publish(binding.properties());
    }
    changed.run();
  }

  /** Ends the waits that are over, as after a change of the grace. */
  void expire() {
    synchronized (lock) {
      expiryScheduled = false;
      publish(null);
    }
    changed.run();
  }

  /** Ends all waits: no handler will come any more. */
  void close() {
    synchronized (lock) {
      closed = true;
      publish(null);
    }
    changed.run();
  }

  private HandlerBinding find(TrackedHandler handler) {
    for (HandlerBinding binding : bindings.values()) {
      if (binding.handler() == handler) {
        return binding;
      }
    }
    return null;
  }

  private void publish(HandlerProperties departed) {
    long now = timing.nanos();
    List<Awaited> awaited = new ArrayList<>();
    if (!closed) {
      for (Awaited wait : table.awaited()) {
        if (remaining(wait, now) > 0 && (departed == null || !wait.isCoveredBy(departed))) {
          awaited.add(wait);
        }
      }
      if (departed != null && departed.isValid() && grace.get().toNanos() > 0) {
        awaited.add(new Departure(departed, now));
      }
    }
    show(awaited, now);
  }

  private void show(List<Awaited> awaited, long now) {
    table = new DispatchTable(bindings.values(), awaited);
    awaited.stream().mapToLong(wait -> remaining(wait, now)).min().ifPresent(this::scheduleExpiry);
  }

  private long remaining(Awaited wait, long now) {
    return wait.at() + wait.lasts(grace.get()).toNanos() - now;
  }

  // One task for all waits; when it runs, publishing schedules the next one.
  private void scheduleExpiry(long delayNanos) {
    if (!expiryScheduled) {
      expiryScheduled = true;
      timing.after(delayNanos, this::expire);
    }
  }
}
