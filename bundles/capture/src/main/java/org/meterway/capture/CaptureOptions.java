/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.capture;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.meterway.api.config.Validation;

/**
 * The configuration of captures, validated.
 *
 * @param enabled whether one runs from the start
 * @param links those that are captured; empty for all
 * @param folder for the files; empty for the platform's
 * @param fileBytes the size of a file
 * @param files how many are kept
 * @param snapLength the most octets of a packet
 */
record CaptureOptions(
    boolean enabled, List<String> links, String folder, int fileBytes, int files, int snapLength) {
  static final CaptureOptions DEFAULTS =
      new CaptureOptions(false, List.of(), "", 16 * 1024 * 1024, 8, 262_144);

  /** Set by the standalone gateway: its data folder. */
  static final String DATA = "org.meterway.data";

  /** Set by Kura's container images: the folder for the data of its services. */
  static final String KURA_DATA = "kura.data";

  /** Set by every Kura: where it is installed. */
  static final String KURA_HOME = "kura.home";

  private static final String NAME = "capture";
  private static final String IN_KURA = "meterway";

  /**
   * @throws org.meterway.api.config.InvalidConfigurationException naming each wrong property
   */
  static CaptureOptions of(CaptureConfig config) {
    Validation validation = Validation.of(CaptureComponent.PID);
    String folder = config.folder() == null ? "" : config.folder().strip();
    if (!folder.isEmpty() && (!folder.startsWith("/") || folder.contains("\0"))) {
      validation.reject(
          "folder", folder, "the absolute path of a folder, or nothing for the usual one");
    }
    List<String> links =
        config.links() == null
            ? List.of()
            : Arrays.stream(config.links()).map(String::strip).filter(l -> !l.isEmpty()).toList();
    int fileBytes = validation.range("fileBytes", config.fileBytes(), 65_536, 1_073_741_824);
    int files = validation.range("files", config.files(), 1, 1_000);
    int snapLength = validation.range("snapLength", config.snapLength(), 64, 262_144);
    validation.check();
    return new CaptureOptions(config.enabled(), links, folder, fileBytes, files, snapLength);
  }

  /**
   * Where the files are; empty where nothing is configured and the platform has no folder.
   *
   * @param property the framework's properties
   */
  Optional<Path> place(UnaryOperator<String> property) {
    if (!folder.isEmpty()) {
      return Optional.of(Path.of(folder));
    }
    return at(property.apply(DATA))
        .or(() -> at(property.apply(KURA_DATA)).map(data -> data.resolve(IN_KURA)))
        .or(() -> at(property.apply(KURA_HOME)).map(home -> home.resolve("data").resolve(IN_KURA)))
        .map(data -> data.resolve(NAME).toAbsolutePath());
  }

  private static Optional<Path> at(String folder) {
    return folder == null || folder.isBlank() ? Optional.empty() : Optional.of(Path.of(folder));
  }
}
