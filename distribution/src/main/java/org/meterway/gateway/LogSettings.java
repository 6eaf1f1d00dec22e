/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Hands {@code conf/logging.properties} to the logging system, before its first line. */
final class LogSettings {
  private LogSettings() {}

  /** Sets what is not set by the start command. Without the file, the logging system's own say. */
  static void apply(Path home) throws GatewayException {
    Path file = home.resolve("conf").resolve("logging.properties");
    Properties settings = new Properties();
    if (Files.isReadable(file)) {
      try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        settings.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new GatewayException(file + " cannot be read: " + e, e);
      }
    }
    JournalStream.use(settings);
    settings.stringPropertyNames().stream()
        .filter(name -> System.getProperty(name) == null)
        .forEach(name -> System.setProperty(name, settings.getProperty(name)));
  }
}
