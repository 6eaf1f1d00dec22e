/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds handlers that do not return, gives the pool other threads in place of theirs, and
 * interrupts those whose service has gone. Looks around while there are messages, so that a call
 * itself costs nothing. Thread-safe.
 */
final class StuckCalls {
  private static final Logger LOG = LoggerFactory.getLogger(StuckCalls.class);
  private static final long TICK_NANOS = Duration.ofMillis(500).toNanos();
  private static final int LOGGED_FRAMES = 8;

  /** Calls that are named in the status. */
  private static final int NAMED = 16;

  private final Timing timing;
  private final Lanes lanes;
  private final DispatchStatistics statistics;
  private final Supplier<RegistryOptions> options;
  private final AtomicBoolean watching = new AtomicBoolean();

  // Guarded by this.
  private final Map<Caller, Seen> seen = new HashMap<>();
  private LanePool pool;
  private int spares;

  /** A call as it was seen first. */
  private static final class Seen {
    final Caller caller;
    final Caller.Call call;
    final long since;
    boolean isStuck;
    boolean isGone;
    long goneSince;
    boolean wasInterrupted;

    Seen(Caller caller, Caller.Call call, long since) {
      this.caller = caller;
      this.call = call;
      this.since = since;
    }

    String inWords() {
      return call.binding().properties().name() + " on link " + caller.link();
    }
  }

  StuckCalls(
      Timing timing,
      Lanes lanes,
      DispatchStatistics statistics,
      Supplier<RegistryOptions> options) {
    this.timing = timing;
    this.lanes = lanes;
    this.statistics = statistics;
    this.options = options;
  }

  /** From now on this pool has as many threads as the options say, and spare ones. */
  synchronized void size(LanePool resized) {
    pool = resized;
    pool.resize(options.get().threads() + spares);
  }

  /** There are messages to handle; costs one read while they are known. */
  void watch() {
    if (!watching.get() && watching.compareAndSet(false, true)) {
      timing.after(TICK_NANOS, this::look);
    }
  }

  /** What is stuck right now, in words, for at least so long. */
  synchronized List<String> inWords(Duration atLeast) {
    long now = timing.nanos();
    return seen.values().stream()
        .filter(call -> call.isStuck && now - call.since >= atLeast.toNanos())
        .map(call -> call.inWords() + " for " + seconds(now - call.since) + " s")
        .sorted()
        .limit(NAMED)
        .toList();
  }

  /** Threads that have the place of others right now. */
  synchronized int spares() {
    return spares;
  }

  private void look() {
    boolean busy = true;
    try {
      busy = lookAround();
    } catch (RuntimeException unexpected) {
      LOG.error("Looking for stuck handlers failed; it is tried again", unexpected);
    }
    if (busy) {
      timing.after(TICK_NANOS, this::look);
      return;
    }
    watching.set(false);
    // A message that came before it could see that nobody watches.
    if (lanes.depth() > 0) {
      watch();
    }
  }

  /** Returns whether there is anything to look at. */
  private boolean lookAround() {
    List<Seen> stuck = new ArrayList<>();
    List<Seen> gone = new ArrayList<>();
    boolean busy;
    synchronized (this) {
      long now = timing.nanos();
      Set<Caller> callers = lanes.callers();
      seen.keySet().retainAll(callers);
      for (Caller caller : callers) {
        look(caller, now, stuck, gone);
      }
      fillUp();
      busy = !seen.isEmpty() || lanes.depth() > 0;
    }
    stuck.forEach(this::tell);
    gone.forEach(this::interrupt);
    return busy;
  }

  private void look(Caller caller, long now, List<Seen> newlyStuck, List<Seen> due) {
    Caller.Call call = caller.current();
    if (call == null) {
      seen.remove(caller);
      return;
    }
    Seen known = seen.get(caller);
    if (known == null || !call.isSame(known.call)) {
      seen.put(caller, new Seen(caller, call, now));
      return;
    }
    RegistryOptions current = options.get();
    if (!known.isStuck && now - known.since >= current.stuckAfter().toNanos()) {
      known.isStuck = true;
      statistics.stuck();
      newlyStuck.add(known);
    }
    if (!known.isGone && call.binding().handler().hasGone()) {
      known.isGone = true;
      known.goneSince = now;
    }
    if (known.isGone
        && !known.wasInterrupted
        && now - known.goneSince >= current.closeTimeout().toNanos()) {
      known.wasInterrupted = true;
      due.add(known);
    }
  }

  /** As many threads for the others as if nobody were stuck, within the limit. */
  private void fillUp() {
    long held = seen.values().stream().filter(call -> call.isStuck && call.call.onPool()).count();
    int wanted = (int) Math.min(held, options.get().spareThreads());
    if (wanted != spares) {
      statistics.replacedThreads(Math.max(0, wanted - spares));
      spares = wanted;
      size(pool);
    }
  }

  private void tell(Seen stuck) {
    if (stuck.call.binding().handler().stuckLog().permits()) {
      LOG.warn(
          "Handler {} works on one message for more than {} s; other links go on. It is at{}",
          stuck.inWords(),
          options.get().stuckAfter().toSeconds(),
          Arrays.stream(stuck.call.thread().getStackTrace())
              .limit(LOGGED_FRAMES)
              .map(frame -> "\n  " + frame)
              .collect(Collectors.joining()));
    }
  }

  private void interrupt(Seen gone) {
    if (gone.caller.interrupt(gone.call)) {
      statistics.interrupted();
      LOG.warn("Handler {} has gone and still works on a message: interrupted", gone.inWords());
    }
  }

  private static long seconds(long nanos) {
    return Duration.ofNanos(nanos).toSeconds();
  }
}
