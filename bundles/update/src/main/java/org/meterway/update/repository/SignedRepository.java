/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.meterway.update.release.BundleName;
import org.meterway.update.release.Checksum;
import org.meterway.update.release.IndexEntry;
import org.meterway.update.release.Refusal;
import org.meterway.update.release.Release;
import org.meterway.update.release.ReleaseBundle;
import org.meterway.update.release.ReleaseException;
import org.meterway.update.release.RepositoryIndex;
import org.meterway.update.release.TrustedKeys;

/** A repository of which only that is taken which a trusted key has signed. */
public final class SignedRepository {
  private final Repository repository;
  private final TrustedKeys keys;

  /** Reads {@code repository}, trusts {@code keys}. */
  public SignedRepository(Repository repository, TrustedKeys keys) {
    this.repository = repository;
    this.keys = keys;
  }

  /** The index; its time and number are for the caller to check. */
  public RepositoryIndex index() throws IOException, InterruptedException {
    byte[] index = repository.read(RepositoryIndex.FILE, RepositoryIndex.LONGEST);
    keys.check(RepositoryIndex.FILE, index, signature(RepositoryIndex.FILE));
    return RepositoryIndex.parse(index);
  }

  /** The release of an index; its time and what it needs are for the caller to check. */
  public SignedRelease release(IndexEntry entry) throws IOException, InterruptedException {
    byte[] manifest = repository.read(entry.manifestPath(), Release.LONGEST);
    byte[] signature = signature(entry.manifestPath());
    String keyId = keys.check(entry.manifestPath(), manifest, signature);
    if (manifest.length != entry.size() || !Checksum.of(manifest).equals(entry.sha256())) {
      throw new ReleaseException(
          Refusal.CORRUPT, entry.manifestPath() + " is not the one that the index names");
    }
    Release release = Release.parse(manifest);
    if (release.sequence() != entry.sequence() || !release.version().equals(entry.version())) {
      throw new ReleaseException(
          Refusal.MALFORMED, entry.manifestPath() + " is of " + release + ", not of " + entry);
    }
    return new SignedRelease(release, manifest, signature, keyId);
  }

  private byte[] signature(String path) throws IOException, InterruptedException {
    return repository.read(path + Release.SIGNATURE, TrustedKeys.LONGEST_SIGNATURE);
  }

  /**
   * Fetches a bundle and checks it. One that an earlier attempt has begun is continued; when that
   * comes to nothing good, it is fetched anew, once.
   *
   * @param to where to; nothing is left there when it is not good
   */
  public void fetch(ReleaseBundle bundle, Path to, LongConsumer progress)
      throws IOException, InterruptedException {
    boolean begun = Files.exists(to);
    try {
      fetchAndCheck(bundle, to, progress);
    } catch (ReleaseException e) {
      if (!begun || e.refusal() != Refusal.CORRUPT) {
        throw e;
      }
      fetchAndCheck(bundle, to, progress);
    }
  }

  private void fetchAndCheck(ReleaseBundle bundle, Path to, LongConsumer progress)
      throws IOException, InterruptedException {
    repository.fetch(bundle.repositoryPath(), to, bundle.size(), progress);
    try {
      check(bundle, to);
    } catch (ReleaseException e) {
      Files.deleteIfExists(to);
      throw e;
    }
  }

  /**
   * Checks that a jar is the one that a release means.
   *
   * @throws ReleaseException if it is not, in words
   */
  public static void check(ReleaseBundle bundle, Path jar) throws IOException {
    if (Files.size(jar) != bundle.size() || !Checksum.of(jar).equals(bundle.sha256())) {
      throw new ReleaseException(
          Refusal.CORRUPT, bundle.path() + " has another checksum than the release says");
    }
    BundleName name;
    try {
      name = BundleName.of(jar);
    } catch (IOException e) {
      throw new ReleaseException(
          Refusal.CORRUPT, bundle.path() + " is no bundle: " + e.getMessage(), e);
    }
    if (!name.equals(new BundleName(bundle.name(), bundle.version()))) {
      throw new ReleaseException(
          Refusal.CORRUPT,
          bundle.path()
              + " is "
              + name.name()
              + " "
              + name.version()
              + ", not "
              + bundle.name()
              + " "
              + bundle.version());
    }
  }
}
