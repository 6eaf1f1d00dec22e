/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.meterway.api.network.NetworkCheck;
import org.meterway.api.network.NetworkState;
import org.meterway.api.network.NetworkStatus;
import org.meterway.api.status.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does a round: checks, tells of a change, and takes a step. Used by one thread. */
final class Watch {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final Supplier<List<Check>> headEnds;
  private final CheckRunner runner;
  private final Climb climb;
  private final Listeners listeners;
  private final Counters<WatchCounter> counters;
  private final Clock clock;
  private volatile NetworkStatus status;

  /**
   * Has checked nothing yet.
   *
   * @param headEnds the checks of the head ends that are there
   * @param status before the first round
   */
  Watch(
      Supplier<List<Check>> headEnds,
      CheckRunner runner,
      Climb climb,
      Listeners listeners,
      NetworkStatus status,
      Counters<WatchCounter> counters,
      Clock clock) {
    this.headEnds = headEnds;
    this.runner = runner;
    this.climb = climb;
    this.listeners = listeners;
    this.status = status;
    this.counters = counters;
    this.clock = clock;
  }

  NetworkStatus status() {
    return status;
  }

  /**
   * Checks, and does what follows from it.
   *
   * @param isDue whether it is a round of the interval; one that was asked for besides does not
   *     count among the failed ones that lead up the ladder
   * @return how long to wait before the next round
   */
  Duration round(NetworkWatchOptions options, boolean isDue) throws InterruptedException {
    climb.configure(options.steps(), options.endsRuns());
    List<Check> checks = new ArrayList<>(options.fixed());
    checks.addAll(headEnds.get());
    if (checks.isEmpty()) {
      // Head ends that are to be checked may still come; without them there is nothing to wait for.
      enter(options.isChecking() ? NetworkState.UNKNOWN : NetworkState.ONLINE, 0, List.of());
      climb.recovered();
      return options.interval();
    }
    List<NetworkCheck> found = runner.run(checks, options.limit());
    counters.increment(WatchCounter.ROUNDS);
    List<NetworkCheck> failed = found.stream().filter(check -> !check.passed()).toList();
    if (failed.isEmpty()) {
      enter(NetworkState.ONLINE, 0, found);
      climb.recovered();
      return options.interval();
    }
    counters.increment(WatchCounter.ROUNDS_FAILED);
    counters.add(WatchCounter.CHECKS_FAILED, failed.size());
    counters.add(WatchCounter.CHECKS_HANGING, runner.hanging());
    int before = status.failures();
    int failures = isDue || before == 0 ? before + 1 : before;
    enter(NetworkState.OFFLINE, failures, found);
    if (failures > before) {
      String rounds = failures == 1 ? "a round" : failures + " rounds in a row";
      climb.failed(failures, rounds + " failed: " + inWords(failed));
    }
    return options.retry();
  }

  /** There will be no further round. */
  void end() {
    climb.end();
  }

  private void enter(NetworkState state, int failures, List<NetworkCheck> checks) {
    NetworkStatus before = status;
    boolean changes = before.state() != state;
    status = new NetworkStatus(state, changes ? clock.instant() : before.since(), failures, checks);
    if (changes) {
      counters.increment(WatchCounter.CHANGES);
      log(before, status);
      listeners.changed(status);
    }
  }

  private static void log(NetworkStatus before, NetworkStatus now) {
    switch (now.state()) {
      case ONLINE -> {
        if (now.checks().isEmpty()) {
          LOG.info("The network is not checked any more");
        } else if (before.state() == NetworkState.OFFLINE) {
          LOG.info("The network is back after {} failed rounds", before.failures());
        } else {
          LOG.info("The network is reached");
        }
      }
      case OFFLINE ->
          LOG.warn(
              "The network is not reached: {}",
              inWords(now.checks().stream().filter(check -> !check.passed()).toList()));
      case UNKNOWN -> LOG.info("There is no head end to be checked");
    }
  }

  /** The failed checks with their reasons. */
  static String inWords(List<NetworkCheck> failed) {
    return failed.stream()
        .map(check -> check.name() + ": " + check.reason())
        .collect(Collectors.joining("; "));
  }
}
