/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.meterway.update.release.Checksum;
import org.meterway.update.release.Release;
import org.meterway.update.release.ReleaseBundle;
import org.slf4j.LoggerFactory;

/**
 * The folder {@code updates} of a gateway's data:
 *
 * <pre>
 *   journal.json               which set is in force, and how far the last exchange has come
 *   sets/SEQUENCE.json         which bundles a set has
 *   jars/SHA256/FILE.jar       the jars of all sets that the distribution does not have
 *   staged/                    what is being fetched; not looked at from here
 * </pre>
 *
 * <p>Sets and jars never change once they are there, so that one write of the journal changes from
 * one set to another. One thread at a time may change it.
 */
public final class UpdateFolder {
  private static final String JOURNAL = "journal.json";

  private final Path folder;
  private final Path home;
  private final String homeVersion;
  private final Clock clock;
  private final Disk disk;
  private volatile JournalEntry entry;

  /**
   * Opens the folder, which need not be there.
   *
   * @param folder the folder
   * @param home the distribution
   * @param homeVersion its version
   */
  public static UpdateFolder open(Path folder, Path home, String homeVersion) {
    return new UpdateFolder(folder, home, homeVersion, Clock.systemUTC(), Disk.REAL);
  }

  UpdateFolder(Path folder, Path home, String homeVersion, Clock clock, Disk disk) {
    this.folder = folder;
    this.home = home;
    this.homeVersion = homeVersion;
    this.clock = clock;
    this.disk = disk;
    entry = read();
  }

  private JournalEntry read() {
    Path journal = folder.resolve(JOURNAL);
    try {
      return JournalEntry.parse(Files.readAllBytes(journal));
    } catch (NoSuchFileException e) {
      return JournalEntry.first(clock.instant());
    } catch (IOException e) {
      LoggerFactory.getLogger(UpdateFolder.class)
          .error("{} cannot be read; the distribution's own bundles start", journal, e);
      return JournalEntry.first(clock.instant());
    }
  }

  /** What the journal says. */
  public JournalEntry entry() {
    return entry;
  }

  /** Where releases are fetched to. */
  public Path folder() {
    return folder;
  }

  /** Writes the journal; what it says is in force when this returns. */
  public void write(JournalEntry next) throws IOException {
    disk.write(folder.resolve(JOURNAL), next.toJson());
    entry = next;
  }

  /**
   * The version of a set.
   *
   * @return that of the distribution for 0, and an empty text if there is no such set
   */
  public String version(long sequence) {
    if (sequence == 0) {
      return homeVersion;
    }
    try {
      return load(sequence).version();
    } catch (IOException e) {
      return "";
    }
  }

  /** The distribution's version. */
  public String homeVersion() {
    return homeVersion;
  }

  /** A set. */
  public BundleSet load(long sequence) throws IOException {
    return BundleSet.parse(Files.readAllBytes(file(sequence)));
  }

  private Path file(long sequence) {
    return folder.resolve("sets").resolve(sequence + ".json");
  }

  Path jar(SetBundle bundle) {
    return bundle.fromHome()
        ? home.resolve("bundles").resolve(bundle.folder()).resolve(bundle.file())
        : folder.resolve("jars").resolve(bundle.sha256()).resolve(bundle.file());
  }

  /**
   * The jars of a set by {@code <folder>/<file>}, in their order.
   *
   * @throws IOException if the set is not complete
   */
  public Map<String, Path> jars(long sequence) throws IOException {
    Map<String, Path> jars = new LinkedHashMap<>();
    for (SetBundle bundle : load(sequence).bundles()) {
      Path jar = jar(bundle);
      if (!Files.isRegularFile(jar) || Files.size(jar) != bundle.size()) {
        throw new IOException(jar + " is not there as it was");
      }
      jars.put(bundle.folder() + "/" + bundle.file(), jar);
    }
    return jars;
  }

  /**
   * Makes a set of a release: moves its jars here and checks each again.
   *
   * @param staged holds the jars that neither the distribution nor another set has
   * @throws IOException if one is missing or another, in words
   */
  public BundleSet add(Release release, Path staged) throws IOException {
    List<SetBundle> bundles = new ArrayList<>();
    for (ReleaseBundle bundle : release.bundles()) {
      bundles.add(add(bundle, staged));
    }
    BundleSet set = new BundleSet(release.sequence(), release.version(), homeVersion, bundles);
    disk.write(file(set.sequence()), set.toJson());
    disk.delete(staged);
    return set;
  }

  private SetBundle add(ReleaseBundle wanted, Path staged) throws IOException {
    for (boolean fromHome : new boolean[] {true, false}) {
      SetBundle bundle =
          new SetBundle(
              wanted.folder(),
              wanted.file(),
              wanted.name(),
              wanted.sha256(),
              wanted.size(),
              fromHome);
      if (isIt(wanted, jar(bundle))) {
        return bundle;
      }
      if (!fromHome) {
        Path jar = staged.resolve(wanted.sha256() + ".jar");
        if (!isIt(wanted, jar)) {
          throw new IOException(wanted.path() + " was not fetched whole");
        }
        disk.move(jar, jar(bundle));
        return bundle;
      }
    }
    throw new IllegalStateException("Both places were tried");
  }

  private static boolean isIt(ReleaseBundle wanted, Path jar) throws IOException {
    return Files.isRegularFile(jar)
        && Files.size(jar) == wanted.size()
        && Checksum.of(jar).equals(wanted.sha256());
  }

  /** Deletes the sets that nobody can go to any more, and what only they have. */
  public void tidy() throws IOException {
    Set<Long> kept =
        LongStream.of(
                entry.current(),
                entry.previous(),
                StartDecision.isOpen(entry) ? entry.candidate() : 0)
            .boxed()
            .collect(Collectors.toSet());
    Set<String> jars = new TreeSet<>();
    for (long sequence : kept) {
      if (sequence != 0 && Files.exists(file(sequence))) {
        load(sequence).bundles().forEach(bundle -> jars.add(bundle.sha256()));
      }
    }
    for (Path set : list("sets")) {
      if (kept.stream().noneMatch(sequence -> set.equals(file(sequence)))) {
        disk.delete(set);
      }
    }
    for (Path jar : list("jars")) {
      if (!jars.contains(jar.getFileName().toString())) {
        disk.delete(jar);
      }
    }
  }

  private List<Path> list(String inner) throws IOException {
    if (!Files.isDirectory(folder.resolve(inner))) {
      return List.of();
    }
    try (Stream<Path> content = Files.list(folder.resolve(inner))) {
      return content.sorted().toList();
    }
  }
}
