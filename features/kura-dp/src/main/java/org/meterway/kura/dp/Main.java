/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.dp;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Packs Meterway for Kura 5, called by the build. Arguments: the file to write, the time that its
 * entries carry, and a class path, whose jars are the bundles in the order of installation.
 */
public final class Main {
  private static final String SYMBOLIC_NAME = "org.meterway";

  private Main() {}

  /** Called by the build. */
  public static void main(String[] arguments) throws IOException {
    Path target = Path.of(arguments[0]);
    LocalDateTime time =
        OffsetDateTime.parse(arguments[1]).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    List<BundleJar> bundles = bundles(arguments[2]);
    // The version of the project, in the form that bnd gave it: "-SNAPSHOT" is none of OSGi.
    new DeploymentPackage(SYMBOLIC_NAME, bundles.get(0).version(), bundles).write(target, time);
  }

  private static List<BundleJar> bundles(String classPath) throws IOException {
    List<BundleJar> bundles = new ArrayList<>();
    for (String element : classPath.split(File.pathSeparator)) {
      Path jar = Path.of(element);
      // The only folder is that of this program's own classes.
      if (Files.isRegularFile(jar)) {
        bundles.add(BundleJar.read(jar));
      }
    }
    return bundles;
  }
}
