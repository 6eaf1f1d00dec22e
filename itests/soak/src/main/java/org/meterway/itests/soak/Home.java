/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;

/** Where things are. */
final class Home {
  private Home() {}

  /** The assembled gateway. */
  static Path gateway() {
    Path home = Path.of(System.getProperty("meterway.test.home", "distribution/target/meterway"));
    if (!Files.isExecutable(home.resolve("bin/meterway"))) {
      throw new IllegalStateException(home + " is no gateway; build the distribution first");
    }
    return home.toAbsolutePath().normalize();
  }

  /** The gateway's version. */
  static String version() throws IOException {
    try (JarFile jar =
        new JarFile(gateway().resolve("lib/org.meterway.distribution.jar").toFile())) {
      return jar.getManifest().getMainAttributes().getValue("Implementation-Version");
    }
  }
}
