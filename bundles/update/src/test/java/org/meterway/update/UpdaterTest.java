/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.api.status.Counters;
import org.meterway.api.update.BundleUpdates;
import org.meterway.api.update.UpdatePhase;
import org.meterway.update.publish.Publisher;
import org.meterway.update.release.Checksum;
import org.meterway.update.release.IndexEntry;
import org.meterway.update.release.Refusal;
import org.meterway.update.release.Release;
import org.meterway.update.release.ReleaseException;
import org.meterway.update.release.RepositoryIndex;
import org.meterway.update.release.SigningKey;
import org.meterway.update.repository.HttpsSettings;

/** What the updater takes of a repository, and what it does with it. */
class UpdaterTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  private final SigningKey key = SigningKey.generate();
  private final List<String> told = new ArrayList<>();
  private final Counters<UpdateCounter> counters = new Counters<>(UpdateCounter.class);

  @TempDir private Path root;
  private Path repository;
  private Path trusted;
  private FakeBundles gateway;
  private Instant now = NOW;

  @BeforeEach
  void givenAGatewayThatTrustsTheKey() throws IOException {
    repository = root.resolve("repository");
    trusted = Files.writeString(root.resolve("trusted.pem"), key.publicPem());
    gateway = new FakeBundles(Files.createDirectory(root.resolve("updates")));
    bundle("a", "1.0.0");
    bundle("b", "1.0.0");
  }

  private Path bundle(String name, String version) throws IOException {
    Path jar = root.resolve("bundles/30-meterway/" + name + ".jar");
    Files.createDirectories(jar.getParent());
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Bundle-SymbolicName", name + ";singleton:=true");
    manifest.getMainAttributes().putValue("Bundle-Version", version);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new JarEntry("content"));
      out.write(new byte[10_000]);
    }
    return jar;
  }

  private Publisher publisher() {
    return new Publisher(repository, List.of(key), now);
  }

  private Release publish(String version) throws IOException {
    Release about =
        new Release(
            version,
            publisher().nextSequence(),
            now,
            now.plus(Duration.ofDays(100)),
            "0.1.0",
            17,
            "",
            List.of());
    return publisher()
        .publish(about, root.resolve("bundles"), List.of("stable"), now.plus(Duration.ofDays(30)));
  }

  private Clock clock() {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private UpdaterOptions options(ApplyPolicy policy, String window) {
    return new UpdaterOptions(
        repository.toUri().toString(),
        "stable",
        trusted.toString(),
        policy,
        Duration.ofHours(1),
        Duration.ZERO,
        DailyWindow.parse(window),
        120,
        30,
        HttpsSettings.DEFAULT);
  }

  private Updater updater() {
    return new Updater(options(ApplyPolicy.CHECK_ONLY, ""), gateway, clock(), counters);
  }

  private void expect(Refusal refusal, UpdateCounter counter) {
    long before = counters.get(counter);
    ReleaseException e =
        assertThrows(ReleaseException.class, () -> updater().apply(Updater.Wish.NEWEST, told::add));
    assertEquals(refusal, e.refusal(), e.getMessage());
    assertEquals(before + 1, counters.get(counter));
    assertEquals(List.of(), gateway.calls);
  }

  @Test
  void aReleaseIsFoundFetchedOnceAndApplied() throws Exception {
    Release release = publish("0.1.1");
    Updater updater = updater();
    assertEquals(release, updater.check(Updater.Wish.NEWEST, told::add).orElseThrow());
    assertFalse(Files.exists(gateway.folder().resolve("staged")));
    updater.stage(Updater.Wish.NEWEST, told::add);
    assertEquals(release, updater.staged().orElseThrow());
    assertEquals(2, counters.get(UpdateCounter.FETCHED_BUNDLES));
    updater.apply(Updater.Wish.NEWEST, told::add);
    assertEquals(2, counters.get(UpdateCounter.FETCHED_BUNDLES));
    assertEquals(List.of("apply 1 of 4 files"), gateway.calls);
    assertTrue(told.contains("release 0.1.1 (1) is fetched already"), told.toString());
    assertTrue(told.toString().contains("100 %"), told.toString());
  }

  @Test
  void whatTheGatewayHasIsNotFetched() throws Exception {
    publish("0.1.1");
    gateway.present.put("30-meterway/a.jar", root.resolve("bundles/30-meterway/a.jar"));
    updater().apply(Updater.Wish.NEWEST, told::add);
    assertEquals(List.of("apply 1 of 3 files"), gateway.calls);
    assertEquals(1, counters.get(UpdateCounter.FETCHED_BUNDLES));
  }

  @Test
  void anInterruptedFetchGoesOnWhereItWas() throws Exception {
    Release release = publish("0.1.1");
    Path second = repository.resolve(release.bundles().get(1).repositoryPath());
    byte[] jar = Files.readAllBytes(second);
    Files.delete(second);
    expect(Refusal.UNREACHABLE, UpdateCounter.UNREACHABLE);
    Files.write(second, jar);
    updater().stage(Updater.Wish.NEWEST, told::add);
    assertEquals(2, counters.get(UpdateCounter.FETCHED_BUNDLES));
  }

  @Test
  void whatIsNotAsItWasSignedIsRefused() throws Exception {
    Release release = publish("0.1.1");
    Path manifest = repository.resolve("releases/1/manifest.json");
    String good = Files.readString(manifest);
    Files.writeString(manifest, good.replace("\"0.1.1\"", "\"0.1.2\""));
    expect(Refusal.SIGNATURE, UpdateCounter.REFUSED_SIGNATURE);
    Files.writeString(manifest, good);

    Path jar = repository.resolve(release.bundles().get(0).repositoryPath());
    byte[] octets = Files.readAllBytes(jar);
    octets[100] ^= 1;
    Files.write(jar, octets);
    expect(Refusal.CORRUPT, UpdateCounter.REFUSED_CORRUPT);
    assertFalse(Files.exists(gateway.folder().resolve("staged/1")));
  }

  @Test
  void aManifestOfAnotherReleaseUnderThatNumberIsRefused() throws Exception {
    publish("0.1.1");
    publish("0.1.2");
    Path first = repository.resolve("releases/1");
    Path second = repository.resolve("releases/2");
    for (String file : List.of("manifest.json", "manifest.json.sig")) {
      Files.write(second.resolve(file), Files.readAllBytes(first.resolve(file)));
    }
    expect(Refusal.CORRUPT, UpdateCounter.REFUSED_CORRUPT);
  }

  @Test
  void aJarThatIsAnotherBundleIsRefusedThoughItIsSigned() throws Exception {
    bundle("a", "1.0.0");
    Release release = publish("0.1.1");
    Path manifest = repository.resolve("releases/1/manifest.json");
    String lie = Files.readString(manifest).replace("\"name\": \"a\"", "\"name\": \"other\"");
    Release other = Release.parse(lie.getBytes());
    Files.delete(repository.resolve("index.json"));
    assertEquals(release.sequence(), other.sequence());
    Files.writeString(manifest, lie);
    Files.write(
        repository.resolve("releases/1/manifest.json.sig"),
        SigningKey.sign(List.of(key), lie.getBytes()));
    String index =
        new RepositoryIndex(
                1,
                now,
                now.plusSeconds(9),
                List.of(
                    new IndexEntry(
                        "0.1.1", 1, List.of("stable"), lie.length(), Checksum.of(lie.getBytes()))))
            .toJson();
    Files.writeString(repository.resolve("index.json"), index);
    Files.write(
        repository.resolve("index.json.sig"), SigningKey.sign(List.of(key), index.getBytes()));
    expect(Refusal.CORRUPT, UpdateCounter.REFUSED_CORRUPT);
  }

  @Test
  void whatIsOldIsRefusedUnlessAnOperatorWantsIt() throws Exception {
    publish("0.1.1");
    gateway.floor = 2;
    expect(Refusal.TOO_OLD, UpdateCounter.REFUSED_TOO_OLD);
    updater().apply(new Updater.Wish(0, true), told::add);
    assertEquals(1, gateway.calls.size());
    gateway.calls.clear();
    gateway.floor = 0;
    publish("0.0.9");
    expect(Refusal.TOO_OLD, UpdateCounter.REFUSED_TOO_OLD);
  }

  @Test
  void whatHasExpiredIsRefusedAndARefreshedIndexIsTaken() throws Exception {
    publish("0.1.1");
    now = NOW.plus(Duration.ofDays(31));
    expect(Refusal.EXPIRED, UpdateCounter.REFUSED_EXPIRED);
    publisher().refresh(now.plus(Duration.ofDays(30)));
    assertTrue(updater().check(Updater.Wish.NEWEST, told::add).isPresent());
    now = NOW.plus(Duration.ofDays(101));
    publisher().refresh(now.plus(Duration.ofDays(30)));
    expect(Refusal.EXPIRED, UpdateCounter.REFUSED_EXPIRED);
  }

  @Test
  void onlyTheOwnChannelCountsAndWhatIsWithdrawnIsForgotten() throws Exception {
    publish("0.1.1");
    updater().stage(Updater.Wish.NEWEST, told::add);
    assertTrue(updater().staged().isPresent());
    publisher().setChannels(1, List.of("beta"), now.plus(Duration.ofDays(30)));
    assertTrue(updater().stage(Updater.Wish.NEWEST, told::add).isEmpty());
    assertTrue(updater().staged().isEmpty());
  }

  @Test
  void whatAnybodyPutsIntoTheStagingFolderIsNotApplied() throws Exception {
    publish("0.1.1");
    updater().stage(Updater.Wish.NEWEST, told::add);
    Path manifest = gateway.folder().resolve("staged/1/manifest.json");
    Files.writeString(manifest, Files.readString(manifest).replace("0.1.1", "0.1.9"));
    assertTrue(updater().staged().isEmpty());
  }

  @Test
  void theScheduleFetchesAndAppliesWithinTheWindowButNotWhatHasFailed() throws Exception {
    publish("0.1.1");
    try (UpdateSchedule schedule = schedule("02:00-04:00")) {
      schedule.tick();
      assertTrue(updater().staged().isPresent());
      assertEquals(List.of(), gateway.calls);
    }
    now = NOW.plus(Duration.ofHours(3));
    gateway.failed = 1;
    try (UpdateSchedule schedule = schedule("02:00-04:00")) {
      schedule.tick();
      assertEquals(List.of(), gateway.calls);
      gateway.failed = 0;
      schedule.tick();
      assertEquals(List.of("apply 1 of 4 files"), gateway.calls);
      schedule.tick();
      assertEquals(1, gateway.calls.size(), "not again at once");
    }
  }

  private UpdateSchedule schedule(String window) {
    UpdaterOptions options = options(ApplyPolicy.AUTOMATIC, window);
    Updater updater = new Updater(options, gateway, clock(), counters);
    return new UpdateSchedule(options, updater, clock(), new Random(1));
  }

  @Test
  void theCommandSaysWhatIsWrong() throws Exception {
    publish("0.1.1");
    assertEquals("2 update: now is not understood", command("apply", "now"));
    assertEquals("2 update: frobnicate is not understood", command("frobnicate"));
    assertEquals("2 update: --release is not understood", command("apply", "--release", "-1"));
    assertEquals("0 looking into " + repository.toUri(), command("check"));
    assertEquals("1 looking into " + repository.toUri(), command("apply", "--release", "9"));
    gateway.phase = UpdatePhase.TRYING;
    assertEquals("1 update: an update is under way already; see update status", command("apply"));
    assertEquals("0 current      0.1.0 (distribution)", command("status"));
  }

  /** Exit status and first line. */
  private String command(String... words) throws InterruptedException {
    Updater updater = updater();
    UpdateCommand command =
        new UpdateCommand() {
          @Override
          Updater updater() {
            return updater;
          }

          @Override
          BundleUpdates bundles() {
            return gateway;
          }
        };
    StringWriter out = new StringWriter();
    int status = command.run(List.of(words), new PrintWriter(out));
    return status + " " + out.toString().lines().findFirst().orElse("");
  }
}
