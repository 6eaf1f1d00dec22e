/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.kura;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.options.UrlProvisionOption;

/** The jars of the Debian package, unpacked, and what Kura 6 makes of their folders. */
final class DebianJars {
  private static final Path PACKAGE = Path.of(System.getProperty("meterway.deb"));
  private static final Path UNPACKED = Path.of(System.getProperty("meterway.deb.unpacked"));

  private DebianJars() {}

  /** Outside: unpacks the package, and installs and starts its jars as Kura 6 does. */
  static Option provisioned() throws IOException, InterruptedException {
    Dpkg.extract(PACKAGE, UNPACKED);
    return CoreOptions.composite(all().stream().map(DebianJars::asKuraDoes).toArray(Option[]::new));
  }

  static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.walk(UNPACKED.resolve("opt/eclipse/kura/plugins"))) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  /** A folder is named after a start level, with an "s" behind it if its bundles are started. */
  static int startLevel(Path jar) {
    return Integer.parseInt(folder(jar).replace("s", ""));
  }

  static boolean isStarted(Path jar) {
    return folder(jar).endsWith("s");
  }

  private static Option asKuraDoes(Path jar) {
    UrlProvisionOption option =
        CoreOptions.bundle(jar.toUri().toString()).startLevel(startLevel(jar));
    return isStarted(jar) ? option : option.noStart();
  }

  private static String folder(Path jar) {
    return jar.getParent().getFileName().toString();
  }
}
