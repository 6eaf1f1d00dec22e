/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.meterway.cli.CommandException;
import org.meterway.cli.Console;
import org.meterway.cli.UserPath;
import org.meterway.update.release.IndexEntry;
import org.meterway.update.release.ReleaseBundle;
import org.meterway.update.release.RepositoryIndex;
import org.meterway.update.release.TrustedKeys;
import org.meterway.update.repository.HttpsSettings;
import org.meterway.update.repository.Repositories;
import org.meterway.update.repository.Repository;
import org.meterway.update.repository.SignedRelease;
import org.meterway.update.repository.SignedRepository;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks at a repository as a gateway does. */
@Command(
    name = "verify",
    sortOptions = false,
    header = "Check a repository as a gateway would: signatures, times, every bundle.")
final class VerifyCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "DIR|URL", description = "a folder, or its address with https")
  private String where;

  @Option(
      names = "--trusted-keys",
      required = true,
      paramLabel = "FILE",
      description = "the public keys that gateways trust")
  private Path trusted;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description = "the authorities that may have certified the server (default: Java's)")
  private Path caFile;

  @Option(names = "--proxy", paramLabel = "HOST:PORT", defaultValue = "", description = "a proxy")
  private String proxy;

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, CommandException {
    String address = where.contains(":") ? where : new UserPath().convert(where).toUri().toString();
    HttpsSettings settings =
        new HttpsSettings(caFile == null ? "" : caFile.toString(), proxy, Duration.ofSeconds(30));
    Path jar = Files.createTempFile("meterway-", ".jar");
    try (Repository repository = Repositories.open(address, settings)) {
      SignedRepository signed = new SignedRepository(repository, TrustedKeys.read(trusted));
      RepositoryIndex index = signed.index();
      index.checkAt(Instant.now(), 0);
      console.print(
          "index " + index.sequence() + " of " + index.created() + ", until " + index.expires());
      for (IndexEntry entry : index.releases()) {
        verify(signed, entry, jar);
      }
    } finally {
      Files.deleteIfExists(jar);
    }
    return 0;
  }

  private void verify(SignedRepository repository, IndexEntry entry, Path jar)
      throws IOException, InterruptedException {
    SignedRelease signed = repository.release(entry);
    for (ReleaseBundle bundle : signed.release().bundles()) {
      Files.deleteIfExists(jar);
      repository.fetch(bundle, jar, bytes -> {});
    }
    String channels = String.join(", ", entry.channels());
    console.print(
        entry
            + " for "
            + (channels.isEmpty() ? "nobody" : channels)
            + ": "
            + signed.release().bundles().size()
            + " bundles, signed by key "
            + signed.keyId()
            + ", until "
            + signed.release().expires());
  }
}
