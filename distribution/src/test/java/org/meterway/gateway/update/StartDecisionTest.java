/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.api.update.UpdatePhase;
import org.meterway.update.release.Checksum;
import org.meterway.update.release.Release;
import org.meterway.update.release.ReleaseBundle;

/** What a gateway starts with, wherever the power was cut. */
class StartDecisionTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T00:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path root;
  private Path home;
  private int runs;

  @BeforeEach
  void givenADistribution() throws IOException {
    home = root.resolve("home");
    write(home.resolve("bundles/30-meterway/same.jar"), "same");
    write(home.resolve("bundles/30-meterway/a.jar"), "a of the distribution");
  }

  private static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private UpdateFolder open(Path folder, Disk disk) {
    return open(folder, "0.1.0", disk);
  }

  private UpdateFolder open(Path folder, String homeVersion, Disk disk) {
    return new UpdateFolder(folder, home, homeVersion, CLOCK, disk);
  }

  /** A release whose bundle {@code a} is another; staged, where it is not there yet. */
  private Release staged(Path folder, long sequence) throws IOException {
    String content = "a of release " + sequence;
    String sha = Checksum.of(content.getBytes());
    Path jar = folder.resolve("staged/" + sequence + "/" + sha + ".jar");
    write(jar, content);
    return new Release(
        "0.1." + sequence,
        sequence,
        CLOCK.instant(),
        CLOCK.instant(),
        "0.1.0",
        17,
        "",
        List.of(
            new ReleaseBundle(
                "30-meterway", "same.jar", "same", "1", 4, Checksum.of("same".getBytes())),
            new ReleaseBundle("30-meterway", "a.jar", "a", "1", content.length(), sha)));
  }

  private static Path stage(Path folder, long sequence) {
    return folder.resolve("staged/" + sequence);
  }

  /** All steps of an update that proves healthy. */
  private void update(UpdateFolder folder, long sequence) throws IOException {
    begin(folder, sequence);
    confirm(folder);
  }

  private void begin(UpdateFolder folder, long sequence) throws IOException {
    BundleSet set = folder.add(staged(folder.folder(), sequence), stage(folder.folder(), sequence));
    folder.write(folder.entry().applying(set, 120, 30, List.of("link m"), CLOCK.instant()));
    folder.write(folder.entry().with(UpdatePhase.TRYING, "", CLOCK.instant()));
  }

  private void confirm(UpdateFolder folder) throws IOException {
    JournalEntry entry = folder.entry();
    folder.write(
        entry
            .with(UpdatePhase.CONFIRMED, "", CLOCK.instant())
            .withSets(entry.candidate(), entry.current(), entry.candidate(), 0));
    folder.tidy();
  }

  /** What starts, as the contents of the jars; every one of them must be whole. */
  private Map<String, String> starts(UpdateFolder folder) throws IOException {
    Optional<Map<String, Path>> jars = new StartDecision(folder, CLOCK).decide();
    Map<String, String> contents = new TreeMap<>();
    if (jars.isEmpty()) {
      contents.put("a.jar", "a of the distribution");
      contents.put("same.jar", "same");
    } else {
      for (Path jar : jars.get().values()) {
        contents.put(jar.getFileName().toString(), Files.readString(jar));
      }
    }
    return contents;
  }

  private Map<String, String> set(long sequence) {
    return new TreeMap<>(
        Map.of(
            "same.jar",
            "same",
            "a.jar",
            sequence == 0 ? "a of the distribution" : "a of release " + sequence));
  }

  private interface Story {
    void run(UpdateFolder folder) throws IOException;
  }

  /** Cuts the power at each step of a story, and at each step of the start after that. */
  private void cutEverywhere(Story before, Story story, long old, long fresh) throws IOException {
    int cuts = 0;
    boolean whole = false;
    List<Long> seen = new ArrayList<>();
    for (int last = 0; !whole; last++) {
      Path folder = root.resolve("run-" + runs++);
      before.run(open(folder, Disk.REAL));
      MortalDisk disk = new MortalDisk(last);
      try {
        story.run(open(folder, disk));
        whole = true;
      } catch (MortalDisk.PowerCut e) {
        cuts++;
      }
      boolean confirmed =
          open(folder, Disk.REAL).entry().phase() == UpdatePhase.CONFIRMED
              && open(folder, Disk.REAL).entry().current() == fresh;
      long expected = confirmed ? fresh : old;
      seen.add(expected);
      for (int again = 0; again < 4; again++) {
        try {
          UpdateFolder started = open(folder, new MortalDisk(again));
          assertEquals(set(expected), starts(started), "cut at " + last + " and " + again);
          started.tidy();
        } catch (MortalDisk.PowerCut e) {
          cuts++;
        }
      }
      UpdateFolder started = open(folder, Disk.REAL);
      assertEquals(set(expected), starts(started), "cut at " + last);
      started.tidy();
      assertEquals(set(expected), starts(open(folder, Disk.REAL)), "and once more");
      assertFalse(started.entry().phase() == UpdatePhase.TRYING);
    }
    assertTrue(cuts > 8, cuts + " cuts");
    assertTrue(seen.contains(old) && seen.contains(fresh), seen.toString());
  }

  @Test
  void aFirstUpdateIsThereWholeOrNotAtAll() throws IOException {
    cutEverywhere(folder -> {}, folder -> update(folder, 1), 0, 1);
  }

  @Test
  void aSecondUpdateIsThereWholeOrNotAtAll() throws IOException {
    cutEverywhere(folder -> update(folder, 1), folder -> update(folder, 2), 1, 2);
  }

  @Test
  void aThirdUpdateLeavesTheOneBeforeItToGoBackTo() throws IOException {
    Path folder = root.resolve("updates");
    for (int sequence = 1; sequence <= 3; sequence++) {
      update(open(folder, Disk.REAL), sequence);
    }
    UpdateFolder opened = open(folder, Disk.REAL);
    assertEquals(3, opened.entry().current());
    assertEquals(2, opened.entry().previous());
    assertEquals("0.1.2", opened.version(2));
    assertEquals("", opened.version(1));
    try (var jars = Files.list(folder.resolve("jars"))) {
      assertEquals(2, jars.count());
    }
  }

  @Test
  void aTrialThatWasStoppedInGoodOrderGoesOnOnce() throws IOException {
    Path folder = root.resolve("updates");
    UpdateFolder first = open(folder, Disk.REAL);
    begin(first, 1);
    first.write(first.entry().withStopped(true));
    UpdateFolder second = open(folder, Disk.REAL);
    assertEquals(set(1), starts(second));
    assertTrue(new StartDecision(second, CLOCK).isTrying());
    assertEquals(List.of("link m"), second.entry().before());
    UpdateFolder third = open(folder, Disk.REAL);
    assertEquals(set(0), starts(third));
    assertEquals(UpdatePhase.ROLLED_BACK, third.entry().phase());
    assertEquals(1, third.entry().failed());
  }

  @Test
  void aSetThatDoesNotStartIsLeftForTheOneBeforeItDownToTheDistribution() throws IOException {
    Path folder = root.resolve("updates");
    update(open(folder, Disk.REAL), 1);
    update(open(folder, Disk.REAL), 2);
    UpdateFolder opened = open(folder, Disk.REAL);
    StartDecision decision = new StartDecision(opened, CLOCK);
    assertTrue(decision.fallBack("made to fail"));
    assertEquals(set(1), starts(opened));
    assertEquals("it does not start: made to fail", opened.entry().reason());
    assertTrue(decision.fallBack("made to fail"));
    assertEquals(set(0), starts(opened));
    assertFalse(decision.fallBack("made to fail"));
  }

  @Test
  void aSetWithADamagedJarIsLeftAndSoIsADamagedJournal() throws IOException {
    Path folder = root.resolve("updates");
    update(open(folder, Disk.REAL), 1);
    UpdateFolder opened = open(folder, Disk.REAL);
    Path jar = opened.jars(1).get("30-meterway/a.jar");
    Files.writeString(jar, "short");
    assertEquals(set(0), starts(opened));
    assertTrue(opened.entry().reason().startsWith("it does not start: its bundles are not comp"));
    Files.writeString(folder.resolve("journal.json"), "{");
    assertEquals(set(0), starts(open(folder, Disk.REAL)));
  }

  @Test
  void aDistributionThatWasInstalledSinceWinsUnlessItIsOlder() throws IOException {
    Path folder = root.resolve("updates");
    update(open(folder, Disk.REAL), 3);
    assertEquals(set(3), starts(open(folder, "0.1.2", Disk.REAL)));
    UpdateFolder newer = open(folder, "0.1.3", Disk.REAL);
    assertEquals(set(0), starts(newer));
    assertTrue(newer.entry().reason().contains("distribution 0.1.3 was installed"));
    assertEquals(3, newer.entry().floor());
    assertEquals(set(0), starts(open(folder, "0.1.3", Disk.REAL)));
  }

  @Test
  void whatWasNotFetchedWholeBecomesNoSet() throws IOException {
    Path folder = root.resolve("updates");
    UpdateFolder opened = open(folder, Disk.REAL);
    Release release = staged(folder, 1);
    write(
        folder.resolve("staged/1/" + release.bundles().get(1).sha256() + ".jar"), "A of release 1");
    String words =
        assertThrows(IOException.class, () -> opened.add(release, stage(folder, 1))).getMessage();
    assertEquals("30-meterway/a.jar was not fetched whole", words);
    assertEquals(UpdatePhase.NONE, opened.entry().phase());
  }
}
