/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.dp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A package as the OSGi Deployment Admin service installs it (Compendium 114.3): first the
 * manifest, which names the package and each bundle, then the bundles, which are installed and
 * started in this order.
 *
 * <p>Equal bundles make equal packages, octet for octet: every entry carries the given time, and
 * none is compressed, because what a compressor makes differs between versions of zlib. The jars
 * inside are compressed anyway.
 *
 * @param symbolicName what the package is known by: a package of the same name is its update
 * @param version an OSGi version
 * @param bundles in the order of installation
 */
public record DeploymentPackage(String symbolicName, String version, List<BundleJar> bundles) {
  /** Of a manifest's line, its end not counted. */
  private static final int MAX_LINE_OCTETS = 72;

  private static final String LINE_END = "\r\n";

  /** Copies the list. */
  public DeploymentPackage {
    bundles = List.copyOf(bundles);
  }

  /**
   * Writes the package.
   *
   * @param target replaced if it is there
   * @param time what each entry carries
   */
  public void write(Path target, LocalDateTime time) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target))) {
      add(zip, JarFile.MANIFEST_NAME, manifest().getBytes(StandardCharsets.UTF_8), time);
      for (BundleJar bundle : bundles) {
        add(zip, bundle.entryName(), bundle.content(), time);
      }
    }
  }

  private static void add(ZipOutputStream zip, String name, byte[] content, LocalDateTime time)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(time);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    CRC32 check = new CRC32();
    check.update(content);
    entry.setCrc(check.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  /**
   * Written by hand, because {@link java.util.jar.Manifest} does not keep the order of sections.
   */
  private String manifest() {
    StringBuilder manifest = new StringBuilder();
    header(manifest, "Manifest-Version", "1.0");
    header(manifest, "DeploymentPackage-SymbolicName", symbolicName);
    header(manifest, "DeploymentPackage-Version", version);
    for (BundleJar bundle : bundles) {
      manifest.append(LINE_END);
      header(manifest, "Name", bundle.entryName());
      header(manifest, "Bundle-SymbolicName", bundle.symbolicName());
      header(manifest, "Bundle-Version", bundle.version());
    }
    return manifest.append(LINE_END).toString();
  }

  private static void header(StringBuilder manifest, String name, String value) {
    String line = name + ": " + value;
    if (line.getBytes(StandardCharsets.UTF_8).length > MAX_LINE_OCTETS) {
      throw new IllegalArgumentException("Too long for a line of a manifest: " + line);
    }
    manifest.append(line).append(LINE_END);
  }
}
