/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.meterway.api.status.Counters;
import org.meterway.update.release.Checksum;
import org.meterway.update.release.Refusal;
import org.meterway.update.release.Release;
import org.meterway.update.release.ReleaseBundle;
import org.meterway.update.release.ReleaseException;
import org.meterway.update.release.TrustedKeys;
import org.meterway.update.repository.SignedRelease;
import org.meterway.update.repository.SignedRepository;

/**
 * The folder that releases are fetched into: {@code staged/NUMBER.part} while that goes on, and
 * {@code staged/NUMBER} once all is there and checked. Nothing of a repository is written
 * elsewhere.
 */
final class Staging {
  private static final long ROOM = 16L << 20;
  private static final String PART = ".part";

  private final Path folder;
  private final Progress progress;
  private final Counters<UpdateCounter> counters;

  Staging(Path updates, Progress progress, Counters<UpdateCounter> counters) {
    folder = updates.resolve("staged");
    this.progress = progress;
    this.counters = counters;
  }

  /**
   * Fetches what the gateway does not have of a release.
   *
   * @param present the jars that it has
   * @return the folder with all of it
   */
  Path stage(SignedRelease signed, SignedRepository repository, Map<String, Path> present)
      throws IOException, InterruptedException {
    Release release = signed.release();
    Path whole = folder.resolve(Long.toString(release.sequence()));
    Path part = folder.resolve(release.sequence() + PART);
    deleteAllBut(part);
    Files.createDirectories(part);
    List<ReleaseBundle> wanted = new ArrayList<>();
    for (ReleaseBundle bundle : release.bundles()) {
      if (!isPresent(bundle, present)) {
        wanted.add(bundle);
      }
    }
    checkRoom(wanted, part);
    fetch(wanted, repository, part);
    SmallFile.replace(part.resolve(Release.FILE + Release.SIGNATURE), signed.signature());
    SmallFile.replace(part.resolve(Release.FILE), signed.manifest());
    Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    counters.increment(UpdateCounter.STAGED);
    return whole;
  }

  private static boolean isPresent(ReleaseBundle bundle, Map<String, Path> present)
      throws IOException {
    Path jar = present.get(bundle.path());
    return jar != null
        && Files.isRegularFile(jar)
        && Files.size(jar) == bundle.size()
        && Checksum.of(jar).equals(bundle.sha256());
  }

  private void checkRoom(List<ReleaseBundle> wanted, Path part) throws IOException {
    long needed = ROOM;
    for (ReleaseBundle bundle : wanted) {
      Path jar = part.resolve(bundle.sha256() + ".jar");
      needed += Files.exists(jar) ? 0 : bundle.size();
    }
    long free = Files.getFileStore(part).getUsableSpace();
    if (free < needed) {
      throw new ReleaseException(
          Refusal.NO_SPACE,
          "the disk of "
              + folder
              + " has "
              + (free >> 20)
              + " MiB free, and "
              + (needed >> 20)
              + " are needed");
    }
  }

  private void fetch(List<ReleaseBundle> wanted, SignedRepository repository, Path part)
      throws IOException, InterruptedException {
    long total = wanted.stream().mapToLong(ReleaseBundle::size).sum();
    long before = 0;
    for (ReleaseBundle bundle : wanted) {
      Path jar = part.resolve(bundle.sha256() + ".jar");
      if (!Files.exists(jar)) {
        Path incoming = part.resolve(bundle.sha256() + PART);
        long begin = before;
        repository.fetch(
            bundle, incoming, bytes -> progress.at(bundle.file(), begin + bytes, total));
        Files.move(incoming, jar, StandardCopyOption.ATOMIC_MOVE);
        counters.increment(UpdateCounter.FETCHED_BUNDLES);
        counters.add(UpdateCounter.FETCHED_BYTES, bundle.size());
      } else {
        SignedRepository.check(bundle, jar);
      }
      before += bundle.size();
    }
  }

  /** The release that lies there whole, if its signature is good. */
  Optional<SignedRelease> staged(TrustedKeys keys) throws IOException {
    for (Path candidate : list()) {
      if (!candidate.getFileName().toString().endsWith(PART)) {
        Path file = candidate.resolve(Release.FILE);
        byte[] manifest = Files.readAllBytes(file);
        byte[] signature = Files.readAllBytes(candidate.resolve(Release.FILE + Release.SIGNATURE));
        String keyId = keys.check(file.toString(), manifest, signature);
        return Optional.of(new SignedRelease(Release.parse(manifest), manifest, signature, keyId));
      }
    }
    return Optional.empty();
  }

  /** The folder of a staged release. */
  Path folder(Release release) {
    return folder.resolve(Long.toString(release.sequence()));
  }

  /** Forgets all that was fetched. */
  void clear() throws IOException {
    deleteAllBut(folder);
  }

  private void deleteAllBut(Path kept) throws IOException {
    for (Path old : list()) {
      if (!old.equals(kept)) {
        delete(old);
      }
    }
  }

  private List<Path> list() throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      return content.sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static void delete(Path path) throws IOException {
    try (Stream<Path> tree = Files.walk(path)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
