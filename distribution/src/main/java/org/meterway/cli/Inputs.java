/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that a command reads. */
public final class Inputs {
  private Inputs() {}

  /**
   * The file, if it can be read; else the error says why not.
   *
   * @throws CommandException if it is a folder, absent or not readable
   */
  public static Path readable(Path file) throws CommandException {
    String problem = problemWith(file);
    if (problem != null) {
      throw CommandException.usage(problem);
    }
    return file;
  }

  private static String problemWith(Path file) {
    if (Files.isDirectory(file)) {
      return "a file is needed, but this is a folder: " + file;
    }
    if (!Files.exists(file)) {
      return Problems.of(new NoSuchFileException(file.toString()));
    }
    return Files.isReadable(file) ? null : Problems.of(new AccessDeniedException(file.toString()));
  }

  /** The whole text of a file in UTF-8. */
  public static String text(Path file) throws IOException, CommandException {
    return Files.readString(readable(file));
  }
}
