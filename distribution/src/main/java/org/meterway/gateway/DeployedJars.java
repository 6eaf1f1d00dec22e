/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** The jars in the deploy folder, as they are now. For one thread at a time. */
final class DeployedJars {
  private final Path folder;
  private Map<Path, Stamp> lastSeen = Map.of();

  /**
   * The jars of a folder.
   *
   * @param folder may be absent
   */
  DeployedJars(Path folder) {
    this.folder = folder;
  }

  /** All of them, in the order of their names; none, with a warning, if they cannot be listed. */
  List<Path> list() {
    try {
      return read();
    } catch (IOException e) {
      LoggerFactory.getLogger(Gateway.class).warn("{} cannot be read", folder, e);
      return List.of();
    }
  }

  /**
   * Whether some came, went or changed since the last call; at the first call, whether there are
   * any.
   */
  boolean haveChanged() {
    Map<Path, Stamp> now = new TreeMap<>();
    try {
      for (Path jar : read()) {
        now.put(jar, Stamp.of(Files.readAttributes(jar, BasicFileAttributes.class)));
      }
    } catch (IOException e) {
      // One has just gone, and the next call will do; or none can be read, and there is no news.
      return false;
    }
    boolean changed = !now.equals(lastSeen);
    lastSeen = now;
    return changed;
  }

  private List<Path> read() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jar") && Files.isRegularFile(file))
          .sorted()
          .toList();
    }
  }

  private record Stamp(FileTime time, long size) {
    static Stamp of(BasicFileAttributes attributes) {
      return new Stamp(attributes.lastModifiedTime(), attributes.size());
    }
  }
}
