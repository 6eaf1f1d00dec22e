/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/** Where the gateway's configuration comes from: JSON in the form of the OSGi Configurator. */
public interface ConfigurationSource {
  /** Many times what a gateway with hundreds of meters needs. */
  int MAX_BYTES = 1 << 20;

  /** What messages call it, such as the file's name. */
  String name();

  /** The text right now; a source that changes while the gateway runs is read again. */
  String read() throws IOException;

  /** The path that a relative one in the configuration means. */
  Path resolve(String path);

  /**
   * A file in UTF-8, which is watched while the gateway runs. Only a regular file is opened, since
   * anything else may never answer, and no more of it is read than a gateway may need.
   */
  static ConfigurationSource file(Path file) {
    return new ConfigurationSource() {
      @Override
      public String name() {
        return file.toString();
      }

      @Override
      public String read() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
          throw new IOException(attributes.isDirectory() ? "it is a folder" : "it is no file");
        }
        byte[] bytes;
        try (InputStream content = Files.newInputStream(file)) {
          bytes = content.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
          throw new IOException("it is larger than " + (MAX_BYTES >> 10) + " KiB");
        }
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      }

      @Override
      public Path resolve(String path) {
        return file.toAbsolutePath().resolveSibling(path);
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

      @Override
      public Path resolve(String path) {
        return Path.of(path);
      }
    };
  }
}
