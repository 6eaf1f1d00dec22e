/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.dp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * A bundle as it was built.
 *
 * @param symbolicName its {@code Bundle-SymbolicName}, without directives
 * @param version its {@code Bundle-Version}
 * @param content the octets of the jar
 */
public record BundleJar(String symbolicName, String version, byte[] content) {
  /**
   * Reads a jar.
   *
   * @throws IllegalArgumentException if it is no bundle
   */
  public static BundleJar read(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String name = header(manifest, "Bundle-SymbolicName");
      String version = header(manifest, "Bundle-Version");
      if (name == null || version == null) {
        throw new IllegalArgumentException(
            jar + " is no bundle: it lacks Bundle-SymbolicName or Bundle-Version");
      }
      return new BundleJar(name.split(";", 2)[0].trim(), version.trim(), Files.readAllBytes(jar));
    }
  }

  /** The name of the bundle's entry in a package. */
  String entryName() {
    return symbolicName + "_" + version + ".jar";
  }

  private static String header(Manifest manifest, String name) {
    return manifest == null ? null : manifest.getMainAttributes().getValue(name);
  }
}
