/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.health;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Room on the disk of the data folder, where payloads and configurations are kept. */
final class DiskAspect implements Aspect {
  /** The launcher warns below this as well. */
  private static final long LITTLE = 100L << 20;

  private static final long NONE = 2L << 20;

  private final Path folder;

  DiskAspect(Path folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public Finding look() {
    try {
      FileStore disk = Files.getFileStore(folder);
      return judge(disk.getUsableSpace());
    } catch (IOException e) {
      return Finding.warning("the data folder cannot be read: " + e.getMessage(), "unknown");
    }
  }

  Finding judge(long free) {
    String figure = (free >> 20) + " MiB free";
    String words = "the disk of " + folder + " is nearly full: " + figure;
    return free < NONE
        ? Finding.critical(words, figure)
        : free < LITTLE ? Finding.warning(words, figure) : Finding.well(figure);
  }
}
