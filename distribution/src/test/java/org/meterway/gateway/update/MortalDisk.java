/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A disk whose machine loses its power in front of, or in the middle of, one of its operations. */
final class MortalDisk implements Disk {
  private final int last;
  private int done;

  /** The power is cut. */
  static final class PowerCut extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * A disk.
   *
   * @param last how many steps still happen
   */
  MortalDisk(int last) {
    this.last = last;
  }

  private void step() throws PowerCut {
    if (done++ >= last) {
      throw new PowerCut();
    }
  }

  int steps() {
    return done;
  }

  @Override
  public void write(Path file, String content) throws IOException {
    step();
    Files.createDirectories(file.getParent());
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, content.substring(0, content.length() / 2));
    step();
    Disk.REAL.write(file, content);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    step();
    Disk.REAL.move(from, to);
  }

  @Override
  public void delete(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      try (Stream<Path> all = Files.list(path)) {
        for (Path each : all.sorted().toList()) {
          delete(each);
        }
      }
    }
    step();
    Files.deleteIfExists(path);
  }
}
