/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * What a jar calls itself.
 *
 * @param name its symbolic name
 * @param version its version
 */
public record BundleName(String name, String version) {
  /**
   * Reads it.
   *
   * @throws IOException if the file is not a bundle
   */
  public static BundleName of(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      Manifest manifest = file.getManifest();
      Attributes main = manifest == null ? new Attributes() : manifest.getMainAttributes();
      String name = main.getValue("Bundle-SymbolicName");
      String version = main.getValue("Bundle-Version");
      if (name == null) {
        throw new IOException("not an OSGi bundle");
      }
      return new BundleName(name.split(";", 2)[0].strip(), version == null ? "0" : version.strip());
    } catch (SecurityException | IllegalArgumentException e) {
      throw new IOException("not a jar that can be read", e);
    }
  }
}
