/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.kura;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.meterway.kura.dp.BundleJar;
import org.meterway.kura.dp.DeploymentPackage;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** Outside: a deployment package as its next release, with Meterway's own bundles in it. */
final class LaterRelease {
  private static final String METERWAY = "org.meterway";

  private LaterRelease() {}

  static void write(Path current, Path later) throws IOException {
    List<BundleJar> bundles = new ArrayList<>();
    String version;
    try (JarInputStream dp = new JarInputStream(Files.newInputStream(current))) {
      Manifest manifest = dp.getManifest();
      version = next(manifest.getMainAttributes().getValue("DeploymentPackage-Version"));
      for (JarEntry entry = dp.getNextJarEntry(); entry != null; entry = dp.getNextJarEntry()) {
        Attributes section = manifest.getAttributes(entry.getName());
        String name = section.getValue(Constants.BUNDLE_SYMBOLICNAME);
        byte[] jar = dp.readAllBytes();
        bundles.add(
            name.startsWith(METERWAY)
                ? new BundleJar(name, version, withVersion(jar, version))
                : new BundleJar(name, section.getValue(Constants.BUNDLE_VERSION), jar));
      }
    }
    new DeploymentPackage(METERWAY, version, bundles).write(later, LocalDateTime.now());
  }

  /** One that is higher. */
  static String next(String version) {
    Version current = Version.parseVersion(version);
    return new Version(current.getMajor(), current.getMinor() + 1, 0).toString();
  }

  private static byte[] withVersion(byte[] bundle, String version) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarInputStream from = new JarInputStream(new ByteArrayInputStream(bundle))) {
      Manifest manifest = from.getManifest();
      manifest.getMainAttributes().putValue(Constants.BUNDLE_VERSION, version);
      try (JarOutputStream to = new JarOutputStream(bytes, manifest)) {
        for (JarEntry entry = from.getNextJarEntry();
            entry != null;
            entry = from.getNextJarEntry()) {
          to.putNextEntry(new JarEntry(entry.getName()));
          from.transferTo(to);
          to.closeEntry();
        }
      }
    }
    return bytes.toByteArray();
  }
}
