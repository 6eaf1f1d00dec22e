/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.nio.file.Files;
import java.nio.file.Path;

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
}
