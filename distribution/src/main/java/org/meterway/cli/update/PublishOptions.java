/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.update;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.meterway.update.publish.Publisher;
import org.meterway.update.release.SigningKey;
import picocli.CommandLine.Option;

/** What all commands need that write an index. */
final class PublishOptions {
  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "private key made by keygen; several while a new one follows an old one")
  private List<Path> keys;

  @Option(
      names = "--into",
      required = true,
      paramLabel = "DIR",
      description = "the repository: a folder, made if absent, that a web server may serve")
  private Path into;

  @Option(
      names = "--index-days",
      paramLabel = "DAYS",
      defaultValue = "30",
      description =
          "how long gateways take this index (default: ${DEFAULT-VALUE}); sign it anew before with"
              + " refresh")
  private int indexDays;

  Publisher publisher() throws IOException {
    List<SigningKey> signers = new ArrayList<>();
    for (Path key : keys) {
      signers.add(SigningKey.read(key));
    }
    return new Publisher(into, signers, Instant.now());
  }

  Instant indexExpires() {
    return Instant.now().plus(Duration.ofDays(indexDays));
  }
}
