/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.meterway.api.network.RecoveryAction;
import org.meterway.api.status.Counters;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Climbs the ladder: finds the actions of its steps, remembers before it calls, and says what
 * became of each. Used by the watch's thread; what it says may be read by any.
 */
final class Climb implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Climb.class);

  private final Actions actions;
  private final Supplier<Memory> read;
  private final Counters<WatchCounter> counters;
  private final Clock wall;
  private final Recovery recovery = new Recovery();
  private final Map<Step, String> words = new ConcurrentHashMap<>();

  /** Read by the watch's thread when that begins. */
  private volatile Memory memory;

  private volatile Ladder ladder = new Ladder(List.of());
  private volatile boolean endsRuns;

  /** Why the last turn could not do what was due; empty if it could, or nothing was. */
  private volatile String obstacle = "";

  /**
   * Has read no memory yet.
   *
   * @param read reads what is remembered
   */
  Climb(Actions actions, Supplier<Memory> read, Counters<WatchCounter> counters, Clock wall) {
    this.actions = actions;
    this.read = read;
    this.counters = counters;
    this.wall = wall;
  }

  /** Takes the steps of a configuration; where they are the same ones, goes on where it was. */
  void configure(List<Step> steps, boolean mayEndRuns) {
    endsRuns = mayEndRuns;
    if (memory == null) {
      memory = read.get();
    }
    if (!new Ladder(steps).steps().equals(ladder.steps())) {
      ladder = new Ladder(steps);
      words.keySet().retainAll(steps);
    }
  }

  /** A round was well. */
  void recovered() {
    ladder.recovered();
    obstacle = "";
    memory.tick();
  }

  /**
   * A round has failed: takes the step that is due, if one is.
   *
   * @param why what has failed
   * @return whether an action was called
   */
  boolean failed(int failures, String why) throws InterruptedException {
    memory.tick();
    Ladder.Turn turn = ladder.failed(failures, this::standing, memory.usage(), memory.now());
    turn.held().forEach(this::report);
    if (turn.call().isEmpty()) {
      return false;
    }
    Step step = turn.call().get();
    Optional<ServiceReference<RecoveryAction>> found = actions.named(step.action());
    Optional<RecoveryAction> action = found.flatMap(actions::get);
    if (action.isEmpty()) {
      return false; // It has gone this moment.
    }
    boolean remembered = memory.note(step.action(), wall.instant());
    String forgetful = remembered ? memory.whyForgetful() : memory.problem();
    if (Actions.endsRun(found.get()) && !forgetful.isEmpty()) {
      refuse(step, forgetful);
      return false;
    }
    obstacle = "";
    call(step, action.get(), why);
    return true;
  }

  private void call(Step step, RecoveryAction action, String why) throws InterruptedException {
    counters.increment(WatchCounter.ACTIONS);
    LOG.warn("Step {}: calling {}, since {}", step.title(), step.action(), why);
    words.put(step, "under way since " + now());
    Recovery.Report report = recovery.call(action, why, step.timeout());
    switch (report.outcome()) {
      case DONE -> {
        words.put(step, "done at " + now() + ": " + report.words());
        LOG.info("Step {}: {}", step.title(), report.words());
      }
      case FAILED -> failed(step, report, WatchCounter.ACTIONS_FAILED);
      case TIMED_OUT -> failed(step, report, WatchCounter.ACTIONS_TIMED_OUT);
    }
  }

  private void failed(Step step, Recovery.Report report, WatchCounter counter) {
    counters.increment(counter);
    words.put(step, "failed at " + now() + ": " + report.words());
    LOG.error("Step {} failed: {}", step.title(), report.words());
  }

  /** A restart that is not remembered might be done again and again. */
  private void refuse(Step step, String forgetful) {
    counters.increment(WatchCounter.RESTARTS_REFUSED);
    obstacle =
        "step " + step.title() + " is not taken, as it could not be remembered: " + forgetful;
    words.put(step, "not taken, as it could not be remembered: " + forgetful);
    LOG.error("Step {} is not taken, as it could not be remembered: {}", step.title(), forgetful);
  }

  private Ladder.Standing standing(Step step) {
    boolean restartsHost = step.action().equals(RestartHostAction.ACTION);
    if (restartsHost && !endsRuns) {
      return Ladder.Standing.SWITCHED_OFF;
    }
    Optional<ServiceReference<RecoveryAction>> found = actions.named(step.action());
    if (found.isEmpty()) {
      return Ladder.Standing.MISSING;
    }
    if (Actions.endsRun(found.get()) && !endsRuns) {
      return Ladder.Standing.SWITCHED_OFF;
    }
    return recovery.isBusy() ? Ladder.Standing.BUSY : Ladder.Standing.READY;
  }

  private void report(Ladder.Held held) {
    Step step = held.step();
    String why =
        switch (held.why()) {
          case SWITCHED_OFF -> "restartHost is off";
          case MISSING -> "there is no recovery action " + step.action();
          case BUSY -> "an earlier action has not ended yet";
          case LIMIT_REACHED, READY -> "its limit of " + step.limit() + " is reached";
        };
    counters.increment(
        switch (held.why()) {
          case SWITCHED_OFF -> WatchCounter.STEPS_SWITCHED_OFF;
          case MISSING -> WatchCounter.STEPS_WITHOUT_ACTION;
          case BUSY -> WatchCounter.STEPS_WAITING;
          case LIMIT_REACHED, READY -> WatchCounter.STEPS_LIMITED;
        });
    if (held.why() == Ladder.Standing.SWITCHED_OFF) {
      LOG.info("Step {} is passed over: {}", step.title(), why);
    } else {
      obstacle = "step " + step.title() + " is not taken: " + why;
      LOG.warn("Step {} is not taken: {}", step.title(), why);
    }
    words.put(step, "passed over at " + now() + ": " + why);
  }

  private Instant now() {
    return wall.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /** What hinders, in words; empty if nothing does. */
  String obstacle() {
    return obstacle;
  }

  /** Each step by its title, with what became of it. */
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    for (Step step : ladder.steps()) {
      List<String> parts = new ArrayList<>();
      Ladder.Standing standing = standing(step);
      if (standing == Ladder.Standing.SWITCHED_OFF) {
        parts.add("off, as restartHost is");
      } else if (standing == Ladder.Standing.MISSING) {
        parts.add("no such action");
      }
      parts.add("limit " + step.limit());
      if (words.containsKey(step)) {
        parts.add(words.get(step));
      }
      facts.merge("step " + step.title(), String.join("; ", parts), (a, b) -> a + " / " + b);
    }
    return facts;
  }

  /** What is wrong with the memory, in words; empty if nothing is. */
  String memoryProblem() {
    Memory current = memory;
    return current == null ? "" : current.problem();
  }

  /** Nothing will be called any more: keeps what is remembered. */
  void end() {
    if (memory != null) {
      memory.close();
    }
  }

  @Override
  public void close() {
    recovery.close();
  }
}
