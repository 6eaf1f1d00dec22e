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
  private List<Awaited> awaited = List.of();
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

  /**
   * Adds a handler, or gives it new properties. What it gives up by them it gives up on purpose,
   * and nobody waits; wrong ones, however, are to the messages as if it had gone.
   */
  void put(HandlerProperties properties, TrackedHandler handler) {
    HandlerBinding binding = new HandlerBinding(properties, handler);
    synchronized (lock) {
      HandlerBinding before = bindings.put(properties.serviceId(), binding);
      if (binding.equals(before)) {
        return;
      }
      publish(before == null || properties.isValid() ? null : before.properties(), true);
    }
    changed.run();
  }

  /**
   * A handler has gone; messages for it wait for its successor from now on.
   *
   * @param bundleStops whether its bundle goes with it, as in an update: then handlers that rank
   *     behind it take over when the grace has passed or the bundle was uninstalled, else after a
   *     moment
   */
  void remove(TrackedHandler handler, boolean bundleStops) {
    synchronized (lock) {
      HandlerBinding gone = find(handler);
      if (gone == null) {
        return;
      }
      bindings.remove(gone.properties().serviceId());
      publish(gone.properties(), bundleStops);
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
      publish(binding.properties(), true);
    }
    changed.run();
  }

  /** A bundle was uninstalled: its handlers do not come back, and others take over at once. */
  void uninstalled(String bundle) {
    synchronized (lock) {
      awaited = awaited.stream().map(wait -> wait.withoutBundle(bundle)).toList();
      publish(null, true);
    }
    changed.run();
  }

  /** Ends the waits that are over, as after a change of the grace. */
  void expire() {
    synchronized (lock) {
      expiryScheduled = false;
      publish(null, true);
    }
    changed.run();
  }

  /** Ends all waits: no handler will come any more. */
  void close() {
    synchronized (lock) {
      closed = true;
      publish(null, true);
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

  private void publish(HandlerProperties departed, boolean bundleStops) {
    long now = timing.nanos();
    List<Awaited> waits = new ArrayList<>();
    if (!closed) {
      awaited.stream().filter(wait -> remaining(wait, now) > 0).forEach(waits::add);
      if (departed != null && departed.isValid() && grace.get().toNanos() > 0) {
        waits.addAll(Departure.of(departed, now, bundleStops));
      }
    }
    show(waits, now);
  }

  private void show(List<? extends Awaited> waits, long now) {
    awaited = waits.stream().flatMap(wait -> wait.beside(bindings.values()).stream()).toList();
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
