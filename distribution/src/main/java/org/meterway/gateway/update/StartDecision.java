/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.update;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.meterway.api.update.UpdatePhase;
import org.meterway.update.release.Release;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which bundles a gateway starts with, whatever happened before. An exchange that was interrupted
 * is taken back, and so is a set that cannot be started.
 */
public final class StartDecision {
  private final UpdateFolder folder;
  private final Clock clock;

  /** Decides by what is in the folder. */
  public StartDecision(UpdateFolder folder) {
    this(folder, Clock.systemUTC());
  }

  StartDecision(UpdateFolder folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** Whether an exchange has begun and not ended. */
  static boolean isOpen(JournalEntry entry) {
    return entry.phase() == UpdatePhase.APPLYING || entry.phase() == UpdatePhase.TRYING;
  }

  /**
   * Decides, and writes that down before anything starts.
   *
   * @return the jars by {@code <folder>/<file>}; empty for those of the distribution
   * @throws IOException if the journal cannot be written
   */
  public Optional<Map<String, Path>> decide() throws IOException {
    JournalEntry entry = folder.entry();
    switch (entry.phase()) {
      case APPLYING -> rollBack("the gateway ended while bundles were exchanged");
      case TRYING -> {
        if (entry.stopped()) {
          // Whoever kills this start ends the trial.
          folder.write(entry.withStopped(false));
        } else {
          rollBack("the gateway ended before the new bundles had proved healthy");
        }
      }
      case ROLLING_BACK ->
          folder.write(entry.with(UpdatePhase.ROLLED_BACK, entry.reason(), clock.instant()));
      default -> {}
    }
    supersede();
    return resolve();
  }

  /** Whether the bundles that start now are on trial. */
  public boolean isTrying() {
    return folder.entry().phase() == UpdatePhase.TRYING;
  }

  /** The number of the set that starts. */
  public long sequence() {
    return isTrying() ? folder.entry().candidate() : folder.entry().current();
  }

  private void rollBack(String reason) throws IOException {
    JournalEntry entry = folder.entry();
    log().error("Update to {} is rolled back: {}", name(entry.candidate()), reason);
    folder.write(
        entry
            .with(UpdatePhase.ROLLED_BACK, reason, clock.instant())
            .withSets(entry.current(), entry.previous(), entry.floor(), entry.candidate()));
  }

  /** A distribution that was installed since, and is not older, wins. */
  private void supersede() throws IOException {
    JournalEntry entry = folder.entry();
    if (sequence() == 0) {
      return;
    }
    try {
      BundleSet set = folder.load(sequence());
      String home = folder.homeVersion();
      if (!home.equals(set.base())
          && Release.ordered(home).compareTo(Release.ordered(set.version())) >= 0) {
        String words = "distribution " + home + " was installed, which is not older";
        log().info("Update {} is no longer in force: {}", name(sequence()), words);
        folder.write(
            entry
                .with(UpdatePhase.CONFIRMED, words, clock.instant())
                .withSets(0, 0, entry.floor(), entry.failed()));
      }
    } catch (IOException e) {
      log().debug("There is no set to compare with", e);
    }
  }

  private Optional<Map<String, Path>> resolve() throws IOException {
    while (sequence() != 0) {
      try {
        return Optional.of(folder.jars(sequence()));
      } catch (IOException e) {
        fallBack("its bundles are not complete: " + e.getMessage());
      }
    }
    return Optional.empty();
  }

  /**
   * The set could not be started: the next decision is for the one before it.
   *
   * @return false if there is none: it was the distribution
   * @throws IOException if the journal cannot be written
   */
  public boolean fallBack(String reason) throws IOException {
    JournalEntry entry = folder.entry();
    if (isTrying()) {
      rollBack("it does not start: " + reason);
      return true;
    }
    if (entry.current() == 0) {
      return false;
    }
    log()
        .error(
            "Update {} does not start, {} starts instead: {}",
            name(entry.current()),
            name(entry.previous()),
            reason);
    folder.write(
        entry
            .with(UpdatePhase.ROLLED_BACK, "it does not start: " + reason, clock.instant())
            .withSets(entry.previous(), 0, entry.floor(), entry.current()));
    return true;
  }

  private String name(long sequence) {
    return sequence == 0
        ? "distribution " + folder.homeVersion()
        : folder.version(sequence) + " (" + sequence + ")";
  }

  private static Logger log() {
    return LoggerFactory.getLogger(StartDecision.class);
  }
}
