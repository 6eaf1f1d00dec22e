/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.meterway.api.update.BundleUpdates;
import org.meterway.api.update.UpdatePhase;
import org.meterway.api.update.UpdateState;
import org.meterway.gateway.update.BundleSet;
import org.meterway.gateway.update.JournalEntry;
import org.meterway.gateway.update.StartDecision;
import org.meterway.gateway.update.UpdateFolder;
import org.meterway.update.release.Release;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which bundles the gateway runs: those of the distribution, or those of a release that was applied
 * since. Offers the exchange to bundles; the exchange itself is done on a thread of its own.
 */
final class Updates implements BundleUpdates, AutoCloseable {
  private static final String VERSION_JAR = "lib/org.meterway.distribution.jar";

  private final UpdateFolder folder;
  private final Path home;
  private final Predicate<String> features;
  private final StartDecision decision;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile Map<String, Path> jars;
  private volatile UpdateState state;
  private volatile UpdateTrial trial;

  private Updates(UpdateFolder folder, Path home, Predicate<String> features) {
    this.folder = folder;
    this.home = home;
    this.features = features;
    decision = new StartDecision(folder);
  }

  /**
   * Decides which bundles start.
   *
   * @param features which features are wanted
   */
  static Updates open(Path folder, Path home, Predicate<String> features) throws GatewayException {
    Updates updates = new Updates(UpdateFolder.open(folder, home, version(home)), home, features);
    try {
      updates.jars = updates.jars(updates.decision.decide());
    } catch (IOException e) {
      throw new GatewayException("Updates cannot be looked at: " + IoReason.of(e), e);
    }
    updates.show();
    return updates;
  }

  private static String version(Path home) {
    try (JarFile jar = new JarFile(home.resolve(VERSION_JAR).toFile(), false)) {
      Manifest manifest = jar.getManifest();
      String version =
          manifest == null ? null : manifest.getMainAttributes().getValue("Implementation-Version");
      return version == null ? "0" : version;
    } catch (IOException e) {
      log().debug("The distribution does not tell its version", e);
      return "0";
    }
  }

  private Map<String, Path> jars(Optional<Map<String, Path>> set) throws GatewayException {
    return set.isPresent() ? set.get() : SystemBundle.jars(home);
  }

  /** The bundles of this moment that are wanted. */
  List<SystemBundle> bundles() {
    return SystemBundle.list(jars, features);
  }

  /** The bundles of this moment, those of features that are off too. */
  List<SystemBundle> allBundles() {
    return SystemBundle.list(jars, feature -> true);
  }

  /**
   * The bundles could not be started.
   *
   * @return whether there are others to start instead
   */
  boolean fallBack(String reason) {
    try {
      return decision.fallBack(reason);
    } catch (IOException e) {
      log().error("It cannot be written down that {}", reason, e);
      return false;
    }
  }

  /** Whether the bundles that start are on trial. */
  boolean isTrying() {
    return decision.isTrying();
  }

  /**
   * The gateway runs; from now on bundles can be exchanged. Goes on with a trial.
   *
   * @param tidily whether old bundles may be deleted now: the framework's cache knows none of them
   */
  void attach(UpdateTrial.Exchange exchange, boolean tidily) {
    trial = new UpdateTrial(this, folder, exchange);
    if (isTrying()) {
      busy.set(true);
      trial.resume();
    } else if (tidily) {
      trial.tidy();
    }
  }

  /** The wanted bundles of a set. */
  List<SystemBundle> bundlesOf(long sequence) throws GatewayException, IOException {
    return SystemBundle.list(jarsOf(sequence), features);
  }

  private Map<String, Path> jarsOf(long sequence) throws GatewayException, IOException {
    return sequence == 0 ? SystemBundle.jars(home) : folder.jars(sequence);
  }

  /** The set runs now. */
  void runs(long sequence) throws GatewayException, IOException {
    jars = jarsOf(sequence);
  }

  /** Writes the journal, and shows what it says. */
  void write(JournalEntry entry) throws IOException {
    folder.write(entry);
    show();
  }

  private void show() {
    JournalEntry entry = folder.entry();
    boolean canGoBack = entry.current() != 0;
    state =
        new UpdateState(
            entry.phase(),
            entry.since(),
            entry.reason(),
            folder.homeVersion(),
            entry.current(),
            folder.version(entry.current()),
            canGoBack ? entry.previous() : 0,
            canGoBack ? folder.version(entry.previous()) : "",
            entry.candidate(),
            entry.candidateVersion(),
            entry.floor(),
            entry.failed());
  }

  /** The exchange has ended. */
  void ended() {
    busy.set(false);
  }

  @Override
  public Path folder() {
    return folder.folder();
  }

  @Override
  public UpdateState state() {
    UpdateState now = state;
    UpdateTrial running = trial;
    String waits = running == null ? "" : running.waitsFor();
    if (now.phase() != UpdatePhase.TRYING || waits.isEmpty()) {
      return now;
    }
    return new UpdateState(
        now.phase(),
        now.since(),
        waits,
        now.launcherVersion(),
        now.current(),
        now.currentVersion(),
        now.previous(),
        now.previousVersion(),
        now.candidate(),
        now.candidateVersion(),
        now.floor(),
        now.failed());
  }

  @Override
  public Map<String, Path> present() {
    return new LinkedHashMap<>(jars);
  }

  @Override
  public void apply(Path staged, int healthSeconds, int stableSeconds) throws IOException {
    UpdateTrial running = begin();
    try {
      Release release = Release.parse(Files.readAllBytes(staged.resolve(Release.FILE)));
      JournalEntry entry = folder.entry();
      if (release.sequence() == entry.current()) {
        throw new IOException(release + " runs already");
      }
      BundleSet set = folder.add(release, staged);
      write(entry.applying(set, healthSeconds, stableSeconds, running.snapshot(), Instant.now()));
      running.begin();
    } catch (IOException | RuntimeException e) {
      ended();
      throw e;
    }
  }

  @Override
  public void rollBack(String why) throws IOException {
    UpdateTrial running = trial;
    if (running != null && running.end(why)) {
      return;
    }
    running = begin();
    try {
      JournalEntry entry = folder.entry();
      if (entry.current() == 0) {
        throw new IOException("the distribution's own bundles run; there is nothing before them");
      }
      write(
          entry
              .with(UpdatePhase.ROLLING_BACK, why, Instant.now())
              .withSets(entry.previous(), 0, entry.floor(), entry.current()));
      running.goBack();
    } catch (IOException | RuntimeException e) {
      ended();
      throw e;
    }
  }

  private UpdateTrial begin() throws IOException {
    UpdateTrial running = trial;
    if (running == null || !busy.compareAndSet(false, true)) {
      throw new IOException("bundles are being exchanged already");
    }
    return running;
  }

  @Override
  public void close() {
    UpdateTrial running = trial;
    if (running != null) {
      running.close();
    }
  }

  /** All of both. */
  static List<SystemBundle> union(List<SystemBundle> some, List<SystemBundle> others) {
    List<SystemBundle> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }

  private static Logger log() {
    return LoggerFactory.getLogger(Updates.class);
  }
}
