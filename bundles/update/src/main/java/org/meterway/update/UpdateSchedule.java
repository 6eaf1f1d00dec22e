/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.meterway.update.release.Release;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the updater does unasked: looks at times of this gateway's own, and applies in the window.
 */
final class UpdateSchedule implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UpdateSchedule.class);
  private static final Duration RETRY = Duration.ofMinutes(5);
  private static final long FIRST_SECONDS = 5;
  private static final long TICK_SECONDS = 15;

  private final UpdaterOptions options;
  private final Updater updater;
  private final Clock clock;
  private final RandomGenerator random;
  private final Duration ownDelay;
  private final ScheduledExecutorService thread;
  private volatile Instant next;
  private Instant nextApply = Instant.MIN;
  private String lastProblem = "";
  private long announced;

  UpdateSchedule(UpdaterOptions options, Updater updater, Clock clock, RandomGenerator random) {
    this.options = options;
    this.updater = updater;
    this.clock = clock;
    this.random = random;
    ownDelay = upTo(options.spread());
    next = options.interval().isZero() ? Instant.MAX : clock.instant().plus(ownDelay);
    thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread named = new Thread(task, "meterway-update-check");
              named.setDaemon(true);
              return named;
            });
  }

  void start() {
    thread.scheduleWithFixedDelay(this::tick, FIRST_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
  }

  /** When it looks next; empty for never. */
  Optional<Instant> next() {
    return next.equals(Instant.MAX) ? Optional.empty() : Optional.of(next);
  }

  /** What is due now. */
  void tick() {
    try {
      if (!clock.instant().isBefore(next)) {
        next = clock.instant().plus(options.interval()).plus(upTo(options.spread().dividedBy(10)));
        look();
      }
      if (options.apply() == ApplyPolicy.AUTOMATIC
          && options.window().isOpen(LocalTime.now(clock), ownDelay)) {
        apply();
      }
    } catch (IOException e) {
      String problem = Updater.words(e);
      if (!problem.equals(lastProblem)) {
        LOG.warn("No update: {}", problem);
      }
      lastProblem = problem;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("The look for updates has failed", e);
    }
  }

  private void look() throws IOException, InterruptedException {
    if (updater.state().isBusy()) {
      return;
    }
    Optional<Release> release =
        options.apply() == ApplyPolicy.CHECK_ONLY
            ? updater.check(Updater.Wish.NEWEST, line -> {})
            : updater.stage(Updater.Wish.NEWEST, line -> {});
    lastProblem = "";
    if (release.isPresent() && release.get().sequence() != announced) {
      announced = release.get().sequence();
      LOG.info("{} is available", release.get());
    }
  }

  private void apply() throws IOException, InterruptedException {
    Optional<Release> staged = updater.state().isBusy() ? Optional.empty() : updater.staged();
    // What was taken back once would be again, until somebody has looked at it.
    if (staged.isPresent()
        && staged.get().sequence() != updater.state().failed()
        && !clock.instant().isBefore(nextApply)) {
      nextApply = clock.instant().plus(RETRY);
      updater.apply(Updater.Wish.NEWEST, line -> {});
    }
  }

  private Duration upTo(Duration most) {
    return Duration.ofMillis((long) (random.nextDouble() * most.toMillis()));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
