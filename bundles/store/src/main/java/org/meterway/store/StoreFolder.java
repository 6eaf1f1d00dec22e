/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Where the store's folder is. */
final class StoreFolder {
  /** Set by the standalone gateway: its data folder. */
  static final String DATA = "org.meterway.data";

  /** Set by Kura's container images: the folder for the data of its services, on a volume. */
  static final String KURA_DATA = "kura.data";

  /** Set by every Kura: where it is installed. Otherwise that folder is {@code data} in it. */
  static final String KURA_HOME = "kura.home";

  /** Ours among those of Kura's own services. */
  private static final String IN_KURA = "meterway";

  private static final String NAME = "store";

  private StoreFolder() {}

  /**
   * The folder; none where nothing is configured and the platform has none.
   *
   * @param configured the configured one, or empty
   * @param property the framework's properties
   * @param dataFile the bundle's own files, which go with the bundle
   */
  static Optional<Path> of(
      String configured, Function<String, String> property, Function<String, File> dataFile) {
    if (!configured.isEmpty()) {
      return Optional.of(Path.of(configured));
    }
    String data = property.apply(DATA);
    if (data != null && !data.isBlank()) {
      return Optional.of(Path.of(data, NAME).toAbsolutePath());
    }
    String kuraData = property.apply(KURA_DATA);
    if (kuraData != null && !kuraData.isBlank()) {
      return Optional.of(Path.of(kuraData, IN_KURA, NAME).toAbsolutePath());
    }
    String kura = property.apply(KURA_HOME);
    if (kura != null && !kura.isBlank()) {
      return Optional.of(Path.of(kura, "data", IN_KURA, NAME).toAbsolutePath());
    }
    return Optional.ofNullable(dataFile.apply(NAME)).map(file -> file.toPath().toAbsolutePath());
  }
}
