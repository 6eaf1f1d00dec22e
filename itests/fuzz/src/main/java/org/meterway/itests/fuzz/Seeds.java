/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The stored inputs of a target, where Jazzer looks for them too. */
final class Seeds {
  private Seeds() {}

  static List<byte[]> of(Class<?> target) throws IOException {
    URL folder = target.getResource(target.getSimpleName() + "Inputs/fuzz");
    if (folder == null) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      return files.sorted().map(Seeds::read).toList();
    } catch (URISyntaxException e) {
      throw new IOException(folder + " is no folder", e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
