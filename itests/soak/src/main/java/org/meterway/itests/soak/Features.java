/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** What the gateway can do. */
final class Features {
  private Features() {}

  /** Whether its head ends have the property {@code delivery}. */
  static boolean knowsDelivery() throws IOException {
    try (Stream<Path> jars = Files.list(Home.gateway().resolve("bundles/30-meterway"))) {
      for (Path jar : jars.filter(path -> path.toString().contains("org.meterway.tcp")).toList()) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
          return new String(
                  zip.getInputStream(
                          zip.getEntry("OSGI-INF/metatype/org.meterway.tcp.TcpHeadEnd.xml"))
                      .readAllBytes(),
                  java.nio.charset.StandardCharsets.UTF_8)
              .contains("id=\"delivery\"");
        }
      }
    }
    return false;
  }
}
