/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.meterway.api.config.Validation;

/**
 * The configuration of the control socket, validated.
 *
 * @param mode whether there is one
 * @param path where; empty for the platform's folder
 */
record ControlOptions(Mode mode, String path) {
  /** Set by the standalone gateway: its data folder. */
  static final String DATA = "org.meterway.data";

  /** Set by Kura's container images: the folder for the data of its services. */
  static final String KURA_DATA = "kura.data";

  /** Set by every Kura: where it is installed. */
  static final String KURA_HOME = "kura.home";

  private static final String SOCKET = "control.sock";
  private static final String IN_KURA = "meterway";

  /** Whether there is a socket. */
  enum Mode {
    /** Where the gateway stands alone. */
    AUTO,
    /** In Kura too. */
    ON,
    /** Nowhere. */
    OFF
  }

  /**
   * @throws org.meterway.api.config.InvalidConfigurationException naming each wrong property
   */
  static ControlOptions of(ControlConfig config) {
    Validation validation = Validation.of(ControlSocketComponent.PID);
    Mode mode = validation.choice("mode", config.mode(), Mode.class);
    String path = config.path() == null ? "" : config.path().strip();
    if (!path.isEmpty() && (!path.startsWith("/") || path.endsWith("/") || path.contains("\0"))) {
      validation.reject(
          "path", path, "the absolute path of a socket, or nothing for the usual one");
    }
    validation.check();
    return new ControlOptions(mode, path);
  }

  /**
   * Where the socket is to be; empty where there shall be none, or the platform has no folder.
   *
   * @param property the framework's properties
   */
  Optional<Path> socket(UnaryOperator<String> property) {
    String data = property.apply(DATA);
    boolean alone = data != null && !data.isBlank();
    if (mode == Mode.OFF || mode == Mode.AUTO && !alone) {
      return Optional.empty();
    }
    if (!path.isEmpty()) {
      return Optional.of(Path.of(path));
    }
    if (alone) {
      return Optional.of(Path.of(data, SOCKET).toAbsolutePath());
    }
    String kuraData = property.apply(KURA_DATA);
    if (kuraData != null && !kuraData.isBlank()) {
      return Optional.of(Path.of(kuraData, IN_KURA, SOCKET).toAbsolutePath());
    }
    String kura = property.apply(KURA_HOME);
    return kura == null || kura.isBlank()
        ? Optional.empty()
        : Optional.of(Path.of(kura, "data", IN_KURA, SOCKET).toAbsolutePath());
  }
}
