/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which actions were called, and when, on a clock that only runs while the gateway does: it never
 * jumps, and where it is wrong it is behind, so that too little is done and never too much. Not
 * thread-safe.
 */
final class Usage {
  /** No limit looks further back. */
  private static final long LONGEST_SECONDS = Duration.ofDays(Limit.LONGEST_DAYS).toSeconds();

  private final Map<String, Deque<Use>> uses = new TreeMap<>();

  /** Before this, each action counts as called as often as it may be; negative for never. */
  private long exhausted;

  /**
   * A call of an action.
   *
   * @param seconds on the clock of running time
   * @param wall the time of day as the gateway knew it, for people
   */
  record Use(String action, long seconds, String wall) {}

  private Usage(long exhausted) {
    this.exhausted = exhausted;
  }

  /** Nothing was called so far. */
  static Usage none() {
    return new Usage(-1);
  }

  /** It is not known what was called: each limit counts as reached now. */
  static Usage unknown(long now) {
    return new Usage(now);
  }

  static Usage of(List<Use> uses, long exhausted) {
    Usage usage = new Usage(exhausted);
    uses.forEach(usage::add);
    return usage;
  }

  /** Whether an action may be called now. */
  boolean permits(String action, Limit limit, long now) {
    return used(action, limit, now) < limit.uses();
  }

  /** How often it was called in the period of its limit. */
  int used(String action, Limit limit, long now) {
    long from = now - limit.period().toSeconds();
    if (exhausted >= 0 && exhausted >= from) {
      return limit.uses();
    }
    return (int)
        uses.getOrDefault(action, new ArrayDeque<>()).stream()
            .filter(use -> use.seconds() >= from)
            .count();
  }

  /** Notes a call. */
  void add(Use use) {
    Deque<Use> ofAction = uses.computeIfAbsent(use.action(), action -> new ArrayDeque<>());
    ofAction.add(use);
    if (ofAction.size() > Limit.MOST_USES) {
      ofAction.remove();
    }
  }

  /** When an action was called last, as the gateway's clock said; empty if it was not. */
  String lastWall(String action) {
    Deque<Use> ofAction = uses.get(action);
    return ofAction == null || ofAction.isEmpty() ? "" : ofAction.getLast().wall();
  }

  /** All that a limit may still count. */
  List<Use> all(long now) {
    List<Use> all = new ArrayList<>();
    uses.values().forEach(all::addAll);
    all.removeIf(use -> use.seconds() < now - LONGEST_SECONDS);
    return all;
  }

  /** Since when nothing is known of before; negative if all is. */
  long exhausted(long now) {
    if (exhausted >= 0 && exhausted < now - LONGEST_SECONDS) {
      exhausted = -1;
    }
    return exhausted;
  }

  /** Whether time matters: something was called that a limit counts. */
  boolean isAwaiting(long now) {
    return exhausted(now) >= 0 || !all(now).isEmpty();
  }
}
