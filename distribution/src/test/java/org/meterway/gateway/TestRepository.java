/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.meterway.update.publish.Publisher;
import org.meterway.update.release.Release;
import org.meterway.update.release.SigningKey;

/** A repository of releases, and who publishes there. */
final class TestRepository {
  private final Path folder;
  private final SigningKey key;

  TestRepository(Path folder, SigningKey key) {
    this.folder = folder;
    this.key = key;
  }

  static TestRepository in(Path folder) throws IOException {
    TestRepository repository =
        new TestRepository(folder.resolve("repository"), SigningKey.generate());
    Files.writeString(folder.resolve("trusted.pem"), repository.key.publicPem());
    return repository;
  }

  Path folder() {
    return folder;
  }

  /** Publishes all bundles of a folder to channel {@code stable}. */
  Release publish(String version, Path bundles) throws IOException {
    return publish(version, bundles, key);
  }

  Release publish(String version, Path bundles, SigningKey by) throws IOException {
    Publisher publisher = new Publisher(folder, List.of(by), Instant.now());
    Instant expires = Instant.now().plus(Duration.ofDays(1));
    Release about =
        new Release(
            version,
            publisher.nextSequence(),
            Instant.now(),
            expires,
            "0.1.0",
            17,
            "made by a test",
            List.of());
    return publisher.publish(about, bundles, List.of("stable"), expires);
  }
}
