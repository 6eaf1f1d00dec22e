/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds a program of the system. Where it is depends on the distribution; a PATH is not asked. */
final class SystemProgram {
  private static final List<String> FOLDERS = List.of("/usr/sbin", "/sbin", "/usr/bin", "/bin");

  private SystemProgram() {}

  /**
   * The path of a program.
   *
   * @throws ProgramException if this system has not got it
   */
  static String find(String name) throws ProgramException {
    return FOLDERS.stream()
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElseThrow(() -> new ProgramException("there is no program " + name + " in " + FOLDERS));
  }
}
