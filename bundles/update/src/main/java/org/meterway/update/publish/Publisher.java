/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.meterway.update.release.BundleName;
import org.meterway.update.release.Checksum;
import org.meterway.update.release.IndexEntry;
import org.meterway.update.release.Release;
import org.meterway.update.release.ReleaseBundle;
import org.meterway.update.release.RepositoryIndex;
import org.meterway.update.release.SigningKey;

/**
 * Puts releases into a folder that a web server may serve. The index is replaced last and in one
 * step, so that a gateway sees a release with all its files or not at all.
 */
public final class Publisher {
  private final Path repository;
  private final List<SigningKey> keys;
  private final Instant now;

  /**
   * A publisher.
   *
   * @param repository its folder; made if absent
   * @param keys that sign; several where a new one follows an old one
   * @param now the time that is stated
   */
  public Publisher(Path repository, List<SigningKey> keys, Instant now) {
    this.repository = repository;
    this.keys = List.copyOf(keys);
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
  }

  /** The index as it is; an empty one where there is none. */
  public RepositoryIndex index() throws IOException {
    Path file = repository.resolve(RepositoryIndex.FILE);
    return Files.exists(file)
        ? RepositoryIndex.parse(Files.readAllBytes(file))
        : new RepositoryIndex(0, now, now, List.of());
  }

  /** The number that follows all that are in the index. */
  public long nextSequence() throws IOException {
    return index().releases().stream().mapToLong(IndexEntry::sequence).max().orElse(0) + 1;
  }

  /**
   * Publishes a release.
   *
   * @param about what it says of itself; its bundles are those of {@code bundles}
   * @param bundles a folder as the distribution has: {@code NN-feature/file.jar}
   * @return the release
   * @throws IOException if the folder is none such, or the number is taken, in words
   */
  public Release publish(Release about, Path bundles, List<String> channels, Instant indexExpires)
      throws IOException {
    RepositoryIndex index = index();
    if (index.release(about.sequence()).isPresent()) {
      throw new IOException("the number " + about.sequence() + " is in the index already");
    }
    List<ReleaseBundle> content = new ArrayList<>();
    for (Path jar : jars(bundles)) {
      content.add(add(jar));
    }
    Release release =
        new Release(
            about.version(),
            about.sequence(),
            about.created(),
            about.expires(),
            about.launcher(),
            about.java(),
            about.notes(),
            content);
    byte[] manifest = release.toJson().getBytes(StandardCharsets.UTF_8);
    // What gateways would refuse is not published.
    Release.parse(manifest);
    IndexEntry entry =
        new IndexEntry(
            release.version(),
            release.sequence(),
            channels,
            manifest.length,
            Checksum.of(manifest));
    write(entry.manifestPath(), manifest);
    List<IndexEntry> releases = new ArrayList<>(index.releases());
    releases.add(entry);
    writeIndex(releases, indexExpires);
    return release;
  }

  /**
   * Signs the index anew, so that it holds longer.
   *
   * @return the new one
   */
  public RepositoryIndex refresh(Instant indexExpires) throws IOException {
    return writeIndex(index().releases(), indexExpires);
  }

  /**
   * Gives a release to other channels, or to none.
   *
   * @throws IOException if there is no such release
   */
  public RepositoryIndex setChannels(long sequence, List<String> channels, Instant indexExpires)
      throws IOException {
    RepositoryIndex index = index();
    if (index.release(sequence).isEmpty()) {
      throw new IOException("there is no release number " + sequence + " in the index");
    }
    return writeIndex(
        index.releases().stream()
            .map(entry -> entry.sequence() == sequence ? entry.withChannels(channels) : entry)
            .toList(),
        indexExpires);
  }

  private RepositoryIndex writeIndex(List<IndexEntry> releases, Instant expires)
      throws IOException {
    List<IndexEntry> ordered =
        releases.stream().sorted(Comparator.comparingLong(IndexEntry::sequence)).toList();
    RepositoryIndex fresh =
        new RepositoryIndex(
            index().sequence() + 1, now, expires.truncatedTo(ChronoUnit.SECONDS), ordered);
    byte[] octets = fresh.toJson().getBytes(StandardCharsets.UTF_8);
    RepositoryIndex.parse(octets);
    write(RepositoryIndex.FILE, octets);
    return fresh;
  }

  private ReleaseBundle add(Path jar) throws IOException {
    String folder = jar.getParent().getFileName().toString();
    String file = jar.getFileName().toString();
    if (!ReleaseBundle.areNames(folder, file)) {
      throw new IOException(jar + ": not a name that a release may have, as 30-meterway/x.jar");
    }
    BundleName name;
    try {
      name = BundleName.of(jar);
    } catch (IOException e) {
      throw new IOException(jar + ": " + e.getMessage(), e);
    }
    ReleaseBundle bundle =
        new ReleaseBundle(
            folder, file, name.name(), name.version(), Files.size(jar), Checksum.of(jar));
    Path to = repository.resolve(bundle.repositoryPath());
    if (!Files.exists(to)) {
      Files.createDirectories(to.getParent());
      Path fresh = to.resolveSibling(to.getFileName() + ".new");
      Files.copy(jar, fresh, StandardCopyOption.REPLACE_EXISTING);
      Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE);
    }
    return bundle;
  }

  private static List<Path> jars(Path bundles) throws IOException {
    try (Stream<Path> all = Files.walk(bundles, 2)) {
      List<Path> jars =
          all.filter(file -> file.toString().endsWith(".jar"))
              .filter(file -> !file.getParent().equals(bundles))
              .sorted()
              .toList();
      if (jars.isEmpty()) {
        throw new IOException(
            bundles + " has no folders with jars, as 30-meterway in a distribution's bundles");
      }
      return jars;
    }
  }

  /**
   * The signature first: who reads in between finds the old file with a wrong one, and tries again.
   */
  private void write(String path, byte[] octets) throws IOException {
    replace(path + Release.SIGNATURE, SigningKey.sign(keys, octets));
    replace(path, octets);
  }

  private void replace(String path, byte[] octets) throws IOException {
    Path file = repository.resolve(path);
    Files.createDirectories(file.getParent());
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, octets);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
