/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** The folder whose jars are live. File Install looks after it, but only as long as it is that. */
final class DeployFolder {
  private final Path folder;
  private final Path memory;

  private DeployFolder(Path folder, Path memory) {
    this.folder = folder;
    this.memory = memory;
  }

  /**
   * Makes the folder if it is absent.
   *
   * @param memory file in which the folder of the last start is remembered
   */
  static DeployFolder open(Path path, Path memory) throws GatewayException {
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(path);
      }
      return new DeployFolder(path.toRealPath(), memory);
    } catch (IOException e) {
      throw new GatewayException(
          "--deploy: folder " + path + " cannot be used: " + IoReason.of(e), e);
    }
  }

  /** The folder's path, with symbolic links followed. */
  Path path() {
    return folder;
  }

  /**
   * Uninstalls what was deployed from another folder at the last start; with nobody to look after
   * them, those bundles would stay for ever.
   */
  void uninstallOthers(BundleContext context) throws IOException, BundleException {
    if (Files.exists(memory)) {
      String last = Files.readString(memory);
      if (last.equals(folder.toString())) {
        return;
      }
      for (Bundle bundle : context.getBundles()) {
        if (isIn(last, bundle.getLocation()) && !isIn(folder.toString(), bundle.getLocation())) {
          bundle.uninstall();
        }
      }
    }
    OwnerFile.write(memory, folder.toString());
  }

  /** Whether a bundle was deployed from a folder. */
  static boolean isIn(String folder, String location) {
    try {
      return location.startsWith("file:") && Path.of(URI.create(location)).startsWith(folder);
    } catch (IllegalArgumentException e) {
      // A relative path, say: File Install makes none of these.
      return false;
    }
  }
}
