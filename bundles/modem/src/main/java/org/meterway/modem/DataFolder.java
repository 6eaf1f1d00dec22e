/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Where it is kept which PINs were entered: beside the store, wherever the gateway runs. */
final class DataFolder {
  /** Set by the standalone gateway: its data folder. */
  static final String DATA = "org.meterway.data";

  /** Set by Kura's container images: the folder for the data of its services, on a volume. */
  static final String KURA_DATA = "kura.data";

  /** Set by every Kura: where it is installed. Otherwise that folder is {@code data} in it. */
  static final String KURA_HOME = "kura.home";

  private static final String IN_KURA = "meterway";
  private static final String NAME = "modem";

  private DataFolder() {}

  /**
   * The folder; none where the platform has none.
   *
   * @param property the framework's properties
   * @param dataFile the bundle's own files, which go with the bundle
   */
  static Optional<Path> of(Function<String, String> property, Function<String, File> dataFile) {
    return path(property.apply(DATA))
        .map(data -> data.resolve(NAME))
        .or(() -> path(property.apply(KURA_DATA)).map(DataFolder::inKura))
        .or(() -> path(property.apply(KURA_HOME)).map(home -> inKura(home.resolve("data"))))
        .or(() -> Optional.ofNullable(dataFile.apply(NAME)).map(File::toPath))
        .map(Path::toAbsolutePath);
  }

  private static Path inKura(Path data) {
    return data.resolve(IN_KURA).resolve(NAME);
  }

  private static Optional<Path> path(String value) {
    return value == null || value.isBlank() ? Optional.empty() : Optional.of(Path.of(value));
  }
}
