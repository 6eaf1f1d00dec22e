/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;

/**
 * Files as the user names them, relative to where the user is. The start script runs the program
 * inside the distribution's own folder, because the archive of class data needs relative paths.
 */
public final class UserPath implements ITypeConverter<Path> {
  /** System property with the user's folder; the start script sets it. */
  private static final String USER_FOLDER = "meterway.folder";

  @Override
  public Path convert(String value) {
    return Path.of(System.getProperty(USER_FOLDER, "")).resolve(value);
  }
}
