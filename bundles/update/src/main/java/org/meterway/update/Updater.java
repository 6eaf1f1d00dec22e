/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.meterway.api.status.Counters;
import org.meterway.api.update.BundleUpdates;
import org.meterway.api.update.UpdateState;
import org.meterway.update.release.IndexEntry;
import org.meterway.update.release.Refusal;
import org.meterway.update.release.Release;
import org.meterway.update.release.ReleaseException;
import org.meterway.update.release.RepositoryIndex;
import org.meterway.update.release.TrustedKeys;
import org.meterway.update.repository.Repositories;
import org.meterway.update.repository.Repository;
import org.meterway.update.repository.SignedRelease;
import org.meterway.update.repository.SignedRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for a release, fetches it, and has it applied. One piece of work at a time; whoever asks
 * meanwhile is told so. Thread-safe.
 */
final class Updater {
  private static final Logger LOG = LoggerFactory.getLogger(Updater.class);

  private final UpdaterOptions options;
  private final BundleUpdates bundles;
  private final Clock clock;
  private final Counters<UpdateCounter> counters;
  private final Progress progress = new Progress();
  private final Staging staging;
  private final SeenIndexes seen;
  private final ReentrantLock work = new ReentrantLock();
  private volatile Outcome outcome = new Outcome(Instant.EPOCH, "", "", true);

  /**
   * What came of the last piece of work.
   *
   * @param at when it ended
   * @param available the newest release that is not installed, in words; empty for none
   * @param words what came of it
   * @param good whether it did what it should
   */
  record Outcome(Instant at, String available, String words, boolean good) {}

  /**
   * What an operator may say on top.
   *
   * @param sequence the number of the release that is meant; 0 for the newest of the channel
   * @param allowOlder whether it may be older than what is installed
   */
  record Wish(long sequence, boolean allowOlder) {
    /** The newest of the channel. */
    static final Wish NEWEST = new Wish(0, false);
  }

  Updater(
      UpdaterOptions options,
      BundleUpdates bundles,
      Clock clock,
      Counters<UpdateCounter> counters) {
    this.options = options;
    this.bundles = bundles;
    this.clock = clock;
    this.counters = counters;
    staging = new Staging(bundles.folder(), progress, counters);
    seen = new SeenIndexes(bundles.folder());
  }

  /** A piece of work. */
  private interface Work<T> {
    T run() throws IOException, InterruptedException;
  }

  Outcome outcome() {
    return outcome;
  }

  Progress.Step step() {
    return progress.step();
  }

  UpdateState state() {
    return bundles.state();
  }

  /** Looks for a release that is not installed; fetches nothing of it but its manifest. */
  Optional<Release> check(Wish wish, Consumer<String> out)
      throws IOException, InterruptedException {
    return alone(out, () -> find(wish).map(Found::release));
  }

  /** Looks for a release and fetches it; empty if there is none that is not installed. */
  Optional<Release> stage(Wish wish, Consumer<String> out)
      throws IOException, InterruptedException {
    return alone(out, () -> fetched(wish));
  }

  private Optional<Release> fetched(Wish wish) throws IOException, InterruptedException {
    Optional<Found> found = find(wish);
    if (found.isEmpty()) {
      // What was fetched before may have been withdrawn.
      staging.clear();
      return Optional.empty();
    }
    Release release = found.get().release();
    Optional<SignedRelease> staged = stagedOrNothing();
    if (staged.isPresent() && staged.get().release().equals(release)) {
      say(release + " is fetched already");
      return Optional.of(release);
    }
    progress.begin("FETCHING", "fetching " + release);
    try (Repository repository = open()) {
      staging.stage(
          found.get().signed(), new SignedRepository(repository, keys()), bundles.present());
    }
    LOG.info("{} is fetched and checked, signed by key {}", release, found.get().signed().keyId());
    done(release.toString(), release + " is fetched", true);
    return Optional.of(release);
  }

  /** A release that is there and may be applied. */
  private record Found(SignedRelease signed) {
    Release release() {
      return signed.release();
    }
  }

  private Optional<Found> find(Wish wish) throws IOException, InterruptedException {
    counters.increment(UpdateCounter.CHECKS);
    progress.begin("CHECKING", "looking into " + options.index());
    UpdateState now = bundles.state();
    try (Repository repository = open()) {
      SignedRepository signed = new SignedRepository(repository, keys());
      RepositoryIndex index = signed.index();
      index.checkAt(clock.instant(), seen.highest(options.index()));
      seen.remember(options.index(), index.sequence());
      Optional<IndexEntry> entry =
          wish.sequence() == 0 ? index.newest(options.channel()) : index.release(wish.sequence());
      if (wish.sequence() != 0 && entry.isEmpty()) {
        throw new ReleaseException(
            Refusal.UNREACHABLE, "the index has no release " + wish.sequence());
      }
      boolean older = entry.isPresent() && entry.get().sequence() < now.current();
      if (entry.isEmpty()
          || entry.get().sequence() == now.current()
          || older && wish.sequence() == 0 && !wish.allowOlder()) {
        done("", "nothing newer in channel " + options.channel(), true);
        return Optional.empty();
      }
      SignedRelease release = signed.release(entry.get());
      checkAllowed(release.release(), wish.allowOlder());
      done(release.release().toString(), release.release() + " is available", true);
      return Optional.of(new Found(release));
    }
  }

  /** Whether a release may be applied here and now. */
  private void checkAllowed(Release release, boolean allowOlder) throws ReleaseException {
    UpdateState now = bundles.state();
    release.checkFor(now.launcherVersion(), Runtime.version().feature(), clock.instant());
    boolean olderThanDistribution =
        Release.ordered(release.version()).compareTo(Release.ordered(now.launcherVersion())) < 0;
    if (!allowOlder && (release.sequence() < now.floor() || olderThanDistribution)) {
      throw new ReleaseException(
          Refusal.TOO_OLD,
          release
              + " is older than "
              + (olderThanDistribution
                  ? "distribution " + now.launcherVersion()
                  : "release number " + now.floor() + ", which was installed before")
              + "; --allow-older takes it all the same");
    }
  }

  /** The release that is fetched and waits; empty if there is none that is good. */
  Optional<Release> staged() {
    return stagedOrNothing().map(SignedRelease::release);
  }

  private Optional<SignedRelease> stagedOrNothing() {
    try {
      return staging.staged(keys());
    } catch (IOException e) {
      LOG.debug("What was fetched is of no use", e);
      return Optional.empty();
    }
  }

  /**
   * Has the newest release applied; fetches it unless it is fetched already.
   *
   * @return the release; empty if there is none that is not installed
   */
  Optional<Release> apply(Wish wish, Consumer<String> out)
      throws IOException, InterruptedException {
    return alone(
        out,
        () -> {
          Optional<Release> release = fetched(wish);
          if (release.isPresent()) {
            begin(release.get(), wish.allowOlder());
          }
          return release;
        });
  }

  private void begin(Release release, boolean allowOlder) throws IOException {
    checkAllowed(release, allowOlder);
    Path folder = staging.folder(release);
    progress.begin("APPLYING", "applying " + release);
    bundles.apply(folder, options.healthSeconds(), options.stableSeconds());
    counters.increment(UpdateCounter.APPLIED);
    done("", release + " is being applied", true);
  }

  void rollBack(String why) throws IOException {
    bundles.rollBack(why);
  }

  private <T> T alone(Consumer<String> out, Work<T> job) throws IOException, InterruptedException {
    if (!options.isOn()) {
      throw new IOException("updates are off: the configuration has no index");
    }
    if (bundles.state().isBusy() || !work.tryLock()) {
      throw new IOException("an update is under way already; see update status");
    }
    try {
      progress.tell(out);
      return job.run();
    } catch (IOException e) {
      failed(e);
      throw e;
    } finally {
      progress.tell(line -> {});
      progress.end();
      work.unlock();
    }
  }

  private void failed(IOException e) {
    if (e instanceof ReleaseException refused) {
      counters.increment(UpdateCounter.of(refused.refusal()));
    }
    done(outcome.available(), words(e), false);
  }

  private void say(String words) {
    progress.say(words);
  }

  private void done(String available, String words, boolean good) {
    outcome = new Outcome(clock.instant(), available, words, good);
  }

  static String words(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private Repository open() throws IOException {
    return Repositories.open(options.index(), options.https());
  }

  private TrustedKeys keys() throws IOException {
    return TrustedKeys.read(Path.of(options.trustedKeys()));
  }
}
