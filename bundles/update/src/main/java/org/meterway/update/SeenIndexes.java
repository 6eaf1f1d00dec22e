/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.meterway.update.release.Checksum;
import org.meterway.update.release.JsonText;
import org.meterway.update.release.Members;
import org.meterway.update.release.Release;

/** Remembers the highest number of an index that was taken, so that no older one is taken again. */
final class SeenIndexes {
  private final Path file;

  SeenIndexes(Path folder) {
    file = folder.resolve("seen.json");
  }

  /** The highest number of the repository, or 0. */
  long highest(String repository) throws IOException {
    try {
      Members members = Members.of(file.getFileName().toString(), Files.readAllBytes(file));
      return members.optionalText("repository").equals(key(repository))
          ? members.number("sequence", 0, Release.LAST_SEQUENCE)
          : 0;
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  /** Only the repository of the configuration is remembered: who changes that may go back. */
  void remember(String repository, long sequence) throws IOException {
    if (sequence > highest(repository)) {
      String text = JsonText.of(Map.of("repository", key(repository), "sequence", sequence));
      SmallFile.replace(file, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The address may be long, and none of the reader's business. */
  private static String key(String repository) {
    return Checksum.of(repository.getBytes(StandardCharsets.UTF_8));
  }
}
