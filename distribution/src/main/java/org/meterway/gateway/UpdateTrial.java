/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.meterway.api.update.UpdatePhase;
import org.meterway.gateway.update.JournalEntry;
import org.meterway.gateway.update.UpdateFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges bundles and watches the new ones until they have proved healthy; takes the old ones
 * back otherwise. Every step is in the journal before it begins.
 */
final class UpdateTrial implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UpdateTrial.class);
  private static final long LOOK_MILLIS = 250;
  private static final Duration GO_BACK_LIMIT = Duration.ofSeconds(90);
  private static final long CLOSE_MILLIS = 2000;

  private final Updates updates;
  private final UpdateFolder folder;
  private final Exchange exchange;
  private final SetHealth health;
  private Thread thread;
  private volatile boolean closed;
  private volatile String unwanted = "";
  private volatile String waitsFor = "";
  private volatile boolean watching;

  /** What an exchange of bundles means to the rest of the gateway. */
  interface Exchange {
    BundleContext context();

    /** Both the old and the new bundles may be there from now on. */
    void begins(List<SystemBundle> both);

    /** Only these are there. */
    void ended(List<SystemBundle> now) throws IOException;

    /** The framework does not get there by itself: the whole gateway must start anew. */
    void startAnew();
  }

  UpdateTrial(Updates updates, UpdateFolder folder, Exchange exchange) {
    this.updates = updates;
    this.folder = folder;
    this.exchange = exchange;
    health = new SetHealth(exchange.context());
  }

  /** How all is before an exchange. */
  List<String> snapshot() {
    return health.snapshot();
  }

  /** What is not well yet; empty when all is, or nothing is on trial. */
  String waitsFor() {
    return waitsFor;
  }

  /** Exchanges the bundles for the candidate's. */
  void begin() {
    run(this::exchangeAndWatch);
  }

  /** The candidate runs since the gateway's start. */
  void resume() {
    run(() -> watch(installed()));
  }

  /** Takes the set before back, which the journal says is in force. */
  void goBack() {
    run(this::takeBack);
  }

  /** Ends a trial that is under way; false if there is none. */
  boolean end(String why) {
    if (watching) {
      unwanted = why;
    }
    return watching;
  }

  /** Deletes what is not needed any more; harmless if that is not possible. */
  void tidy() {
    try {
      folder.tidy();
    } catch (IOException e) {
      LOG.warn("Old bundles of updates could not be deleted: {}", IoReason.of(e));
    }
  }

  private synchronized void run(Runnable work) {
    unwanted = "";
    thread =
        new Thread(
            () -> {
              try {
                work.run();
              } finally {
                waitsFor = "";
                updates.ended();
              }
            },
            "meterway-update");
    thread.setDaemon(true);
    thread.start();
  }

  private void exchangeAndWatch() {
    JournalEntry entry = folder.entry();
    LOG.info("Update to {} begins", name(entry));
    List<Bundle> installed;
    try {
      installed = exchangeFor(entry.candidate(), Duration.ofSeconds(entry.healthSeconds() + 30L));
      updates.write(folder.entry().with(UpdatePhase.TRYING, "", Instant.now()));
    } catch (GatewayException e) {
      rollBack(String.join("; ", e.problems()));
      return;
    } catch (IOException e) {
      rollBack(IoReason.of(e));
      return;
    }
    watch(installed);
  }

  private void watch(List<Bundle> installed) {
    JournalEntry entry = folder.entry();
    LOG.info(
        "Update to {} runs; it has {} s to be healthy, and {} s to stay so",
        name(entry),
        entry.healthSeconds(),
        entry.stableSeconds());
    watching = true;
    String problem;
    try {
      problem = awaitHealth(installed, entry);
    } catch (InterruptedException e) {
      // The gateway stops; the trial goes on at the next start.
      return;
    } finally {
      watching = false;
    }
    if (closed) {
      return;
    }
    if (!problem.isEmpty()) {
      rollBack(problem);
      return;
    }
    try {
      updates.write(
          entry
              .with(UpdatePhase.CONFIRMED, "", Instant.now())
              .withSets(
                  entry.candidate(),
                  entry.current(),
                  Math.max(entry.floor(), entry.candidate()),
                  entry.failed() == entry.candidate() ? 0 : entry.failed()));
    } catch (IOException e) {
      rollBack("it could not be written down: " + IoReason.of(e));
      return;
    }
    LOG.info("Update to {} is healthy and stays", name(entry));
    tidy();
  }

  /** Returns why the new bundles may not stay; empty if they may. */
  private String awaitHealth(List<Bundle> installed, JournalEntry entry)
      throws InterruptedException {
    long begin = System.nanoTime();
    long wellSince = -1;
    while (true) {
      if (!unwanted.isEmpty()) {
        return unwanted;
      }
      List<String> problems = problems(installed, entry);
      long now = System.nanoTime();
      boolean late = now - begin > TimeUnit.SECONDS.toNanos(entry.healthSeconds());
      if (problems.isEmpty()) {
        wellSince = wellSince < 0 ? now : wellSince;
        waitsFor = "all is well, and must stay so";
        if (now - wellSince >= TimeUnit.SECONDS.toNanos(entry.stableSeconds())) {
          return "";
        }
      } else if (late) {
        return "not healthy in time: " + String.join("; ", problems);
      } else {
        wellSince = -1;
        waitsFor = "waits: " + problems.get(0);
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private List<String> problems(List<Bundle> installed, JournalEntry entry) {
    try {
      return health.problems(installed, entry.before());
    } catch (RuntimeException e) {
      // A service that goes away while it is asked; the next look will do.
      return List.of("the gateway does not tell how it is: " + e);
    }
  }

  private void rollBack(String reason) {
    if (closed) {
      return;
    }
    JournalEntry entry = folder.entry();
    LOG.error("Update to {} is rolled back: {}", name(entry), reason);
    write(
        entry
            .with(UpdatePhase.ROLLING_BACK, reason, Instant.now())
            .withSets(entry.current(), entry.previous(), entry.floor(), entry.candidate()));
    takeBack();
  }

  private void takeBack() {
    JournalEntry entry = folder.entry();
    try {
      exchangeFor(entry.current(), GO_BACK_LIMIT);
    } catch (GatewayException | IOException e) {
      if (!closed) {
        LOG.error("The bundles of before do not run; the gateway starts anew with them", e);
        exchange.startAnew();
      }
      return;
    }
    write(entry.with(UpdatePhase.ROLLED_BACK, entry.reason(), Instant.now()));
    LOG.info("The bundles of before run again");
    tidy();
  }

  /** What cannot be written down now is found out at the next start, to the same end. */
  private void write(JournalEntry entry) {
    try {
      updates.write(entry);
    } catch (IOException e) {
      LOG.error("The journal of updates cannot be written: {}", IoReason.of(e));
    }
  }

  /** A bundle that hangs while it starts or stops must not hang the trial. */
  private List<Bundle> exchangeFor(long sequence, Duration limit)
      throws GatewayException, IOException {
    List<SystemBundle> wanted = updates.bundlesOf(sequence);
    exchange.begins(Updates.union(updates.bundles(), wanted));
    FutureTask<List<Bundle>> task =
        new FutureTask<>(() -> new BundleSwitch(exchange.context()).to(wanted));
    Thread worker = new Thread(task, "meterway-update-exchange");
    worker.setDaemon(true);
    worker.start();
    try {
      List<Bundle> installed = task.get(limit.toSeconds(), TimeUnit.SECONDS);
      updates.runs(sequence);
      exchange.ended(wanted);
      return installed;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof GatewayException known
          ? known
          : new GatewayException("Bundles cannot be exchanged: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new GatewayException("A bundle hangs while it stops or starts", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException("Interrupted while bundles were exchanged", e);
    }
  }

  private List<Bundle> installed() {
    return updates.bundles().stream()
        .map(bundle -> exchange.context().getBundle(bundle.location()))
        .toList();
  }

  private static String name(JournalEntry entry) {
    return entry.candidateVersion() + " (" + entry.candidate() + ")";
  }

  /** The gateway stops in good order: a trial goes on at the next start. */
  @Override
  public void close() {
    closed = true;
    Thread running;
    synchronized (this) {
      running = thread;
    }
    if (running == null || !running.isAlive()) {
      return;
    }
    running.interrupt();
    try {
      running.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (folder.entry().phase() == UpdatePhase.TRYING) {
      write(folder.entry().withStopped(true));
    }
  }
}
