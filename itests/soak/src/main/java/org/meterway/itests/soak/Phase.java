/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.meterway.simulator.SimulatedPayload;

/**
 * The time in which one fault is injected, once or more. Its payloads are those that were sent
 * between its begin and its end.
 */
final class Phase {
  private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(60);

  private final Site site;
  private final String fault;
  private final Usage usageBefore;
  private final Map<Delivery, Ledger.Mark> begin = new EnumMap<>(Delivery.class);
  private final Map<Delivery, Ledger.Mark> end = new EnumMap<>(Delivery.class);
  private final Map<Delivery, Recovery> recoveries = new EnumMap<>(Delivery.class);
  private final Map<Delivery, Recovery> detections = new EnumMap<>(Delivery.class);
  private final List<Group> groups;
  private final List<String> problems = new ArrayList<>();
  private final List<String> expected = new ArrayList<>();
  private final long beginNanos = System.nanoTime();
  private long countedBefore;
  private Duration time = Duration.ZERO;
  private Usage usageAfter;
  private Delivery excused;
  private boolean mayDisorder;
  private long injected;

  /**
   * Begins.
   *
   * @param usageBefore what threads and descriptors are compared with; {@code null} for nothing
   */
  Phase(Site site, String fault, List<Group> groups, Usage usageBefore) {
    this.site = site;
    this.fault = fault;
    this.groups = List.copyOf(groups);
    this.usageBefore = usageBefore;
    for (Group group : groups) {
      begin.put(group.delivery(), group.ledger().mark());
      recoveries.put(group.delivery(), new Recovery());
      detections.put(group.delivery(), new Recovery());
    }
  }

  /** What this delivery loses here is within what is promised of it. */
  void mayLose(Delivery delivery) {
    excused = delivery;
  }

  /**
   * Payloads that come twice or out of order are within what is promised here: those that lay on a
   * disk that was away come when it is back.
   */
  void mayDisorder() {
    mayDisorder = true;
  }

  /** Whether what this delivery loses is within what is promised of it. */
  boolean mayLose(Group group) {
    return group.delivery() == excused;
  }

  /** Whether payloads may come twice or out of order. */
  boolean isDisorderExcused() {
    return mayDisorder;
  }

  /** Counts an injection. */
  void inject() {
    injected++;
  }

  /** Notes what went wrong. */
  void problem(String what) {
    if (!problems.contains(what)) {
      problems.add(what);
    }
  }

  /**
   * Waits until payloads that are sent from now on arrive again, and notes how long that took.
   *
   * @param start from when the time counts, as {@link System#nanoTime}
   */
  void awaitRecovery(long start) {
    long sent = SimulatedPayload.now();
    List<Group> waiting = new ArrayList<>(groups);
    Site.within(
        RECOVERY_LIMIT,
        () -> {
          waiting.removeIf(
              group -> {
                boolean recovered = group.ledger().isArrivedSince(sent);
                if (recovered) {
                  recoveries.get(group.delivery()).add(Duration.ofNanos(System.nanoTime() - start));
                }
                return recovered;
              });
          return waiting.isEmpty();
        });
    for (Group group : waiting) {
      problem(group.delivery() + " did not recover within " + RECOVERY_LIMIT.toSeconds() + " s");
    }
  }

  /**
   * The gateway must count one of these from now until {@link #end}; otherwise the fault was none.
   *
   * @param counters of any parts of the gateway, such as {@code hang.ups}
   */
  void expect(String... counters) throws IOException {
    expected.clear();
    expected.addAll(List.of(counters));
    countedBefore = site.agent().count(counters);
  }

  /** Waits until the gateway has counted what is expected of it, as before it is stopped. */
  void awaitExpected(Duration limit) {
    if (!expected.isEmpty() && !Site.within(limit, this::isExpectedCounted)) {
      problem("the gateway has not counted " + String.join(" or ", expected));
    }
    expected.clear();
  }

  private boolean isExpectedCounted() {
    try {
      return site.agent().count(expected.toArray(String[]::new)) > countedBefore;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Nothing may have arrived that was sent later than this, or the fault was none.
   *
   * @param sent as {@link SimulatedPayload#now}
   */
  void expectNothingSince(long sent) {
    for (Group group : groups) {
      if (group.ledger().hasAnyArrivedSince(sent)) {
        problem(group.delivery() + ": payloads arrived in spite of the fault");
      }
    }
  }

  /** Notes how long it took the gateway to see the fault. */
  void detected(Delivery delivery, Duration time) {
    detections.get(delivery).add(time);
  }

  /** Ends; the counts are final only when the site is drained. */
  void end() throws IOException {
    for (Group group : groups) {
      end.put(group.delivery(), group.ledger().mark());
    }
    time = Duration.ofNanos(System.nanoTime() - beginNanos);
    awaitExpected(Duration.ZERO);
    if (!site.settlesOnce()) {
      settle();
    }
  }

  /** Waits for the gateway to need no more threads and descriptors than before, if it does. */
  void settle() throws IOException {
    if (usageBefore != null && usageAfter == null) {
      usageAfter = site.settledUsage(usageBefore);
    }
  }

  /** Takes what the gateway needs at the end of all, where that was not looked at before. */
  void settled(Usage atTheEnd) {
    if (usageBefore != null && usageAfter == null) {
      usageAfter = atTheEnd;
    }
  }

  /** The counts of a delivery; none where it was not concerned. */
  Ledger.Counts counts(Group group) {
    Delivery delivery = group.delivery();
    return end.containsKey(delivery)
        ? group.ledger().between(begin.get(delivery), end.get(delivery))
        : Ledger.Counts.NONE;
  }

  /** What came of it, a row for each delivery. */
  List<Row> rows() {
    return groups.stream().map(this::row).toList();
  }

  private Row row(Group group) {
    List<String> all = new ArrayList<>(problems);
    all.addAll(site.problems());
    if (!group.ledger().violations().isEmpty()) {
      all.add(group.ledger().violations());
    }
    Delivery delivery = group.delivery();
    return new Row(
        fault,
        delivery,
        injected,
        time,
        counts(group),
        recoveries.get(delivery),
        detections.get(delivery),
        leaked(),
        delivery == excused,
        mayDisorder,
        String.join("; ", all));
  }

  private Row.Leak leaked() {
    if (usageAfter == null) {
      return Row.Leak.NOT_COMPARED;
    }
    return new Row.Leak(
        usageAfter.moreThreads(usageBefore),
        usageAfter.moreDescriptors(usageBefore),
        usageAfter.isWithin(usageBefore) ? "" : usageAfter.more(usageBefore));
  }
}
