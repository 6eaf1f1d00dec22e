/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.util.List;
import org.meterway.api.config.Validation;

/**
 * A checked configuration.
 *
 * @param command the program with its arguments; empty for that of the system
 */
record RestartHostOptions(boolean enabled, List<String> command) {
  /**
   * Checks a configuration.
   *
   * @throws org.meterway.api.config.InvalidConfigurationException names each wrong property
   */
  static RestartHostOptions of(RestartHostConfig config) {
    Validation check = Validation.of(RestartHostAction.PID);
    boolean own = config.program() != null && !config.program().isBlank();
    String program = own ? CommandActionOptions.program(check, config.program()) : "";
    check.check();
    return new RestartHostOptions(
        config.enabled(),
        own ? CommandActionOptions.command(program, config.arguments()) : List.of());
  }
}
