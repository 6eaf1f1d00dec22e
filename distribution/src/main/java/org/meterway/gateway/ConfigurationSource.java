/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where the gateway's configuration comes from: JSON in the form of the OSGi Configurator. */
public interface ConfigurationSource {
  /** What messages call it, such as the file's name. */
  String name();

  /** The text right now; a source that changes while the gateway runs is read again. */
  String read() throws IOException;

  /** A file in UTF-8, which is watched while the gateway runs. */
  static ConfigurationSource file(Path file) {
    return new ConfigurationSource() {
      @Override
      public String name() {
        return file.toString();
      }

      @Override
      public String read() throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
      }
    };
  }

  /** A fixed text. */
  static ConfigurationSource text(String name, String json) {
    Objects.requireNonNull(json);
    return new ConfigurationSource() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String read() {
        return json;
      }
    };
  }
}
