/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The open lanes. Thread-safe. */
final class Lanes {
  private static final long POLL_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

  private final Set<Lane> open = ConcurrentHashMap.newKeySet();

  /** Of lanes that were closed while a handler did not return. */
  private final Set<Caller> left = ConcurrentHashMap.newKeySet();

  void add(Lane lane) {
    open.add(lane);
  }

  void remove(Lane lane) {
    if (lane.caller().current() != null) {
      left.add(lane.caller());
    }
    open.remove(lane);
  }

  /** Who may be calling a handler right now, of closed lanes too. */
  Set<Caller> callers() {
    left.removeIf(caller -> caller.current() == null);
    Set<Caller> callers = new HashSet<>(left);
    open.forEach(lane -> callers.add(lane.caller()));
    return callers;
  }

  int count() {
    return open.size();
  }

  /** Messages that wait, of all lanes. */
  int depth() {
    return open.stream().mapToInt(Lane::depth).sum();
  }

  /** The bytes of those messages. */
  long queuedBytes() {
    return open.stream().mapToLong(Lane::queuedBytes).sum();
  }

  /** Lanes that wait for a handler look again. */
  void wake() {
    open.forEach(Lane::wake);
  }

  /**
   * Waits, bounded, until nobody calls the handler any more; the asking thread's own call is not
   * waited for. Polls, so that calls need not signal their end.
   *
   * @return whether nobody calls it
   */
  boolean awaitCallsOf(TrackedHandler handler, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    for (Caller caller : callers()) {
      while (caller.isCalling(handler)) {
        if (deadline - System.nanoTime() <= 0) {
          return false;
        }
        LockSupport.parkNanos(POLL_NANOS);
      }
    }
    return true;
  }

  /** Ends all lanes, within one time limit for all. */
  void close(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    for (Lane lane : open) {
      lane.close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }
  }
}
