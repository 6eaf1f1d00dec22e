/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.time.Duration;
import org.meterway.api.config.Validation;

/** A checked configuration. */
record InterfaceActionOptions(String networkInterface, Duration down) {
  static final String NAMES = "letters, digits, dots, dashes and underscores, such as interface";

  /**
   * Checks a configuration.
   *
   * @throws org.meterway.api.config.InvalidConfigurationException names each wrong property
   */
  static InterfaceActionOptions of(InterfaceActionConfig config) {
    Validation check = Validation.of(InterfaceAction.PID);
    String expected = "the name of a network interface such as wwan0";
    String networkInterface =
        check.required("networkInterface", config.networkInterface(), expected);
    if (!networkInterface.isEmpty()
        && !NetworkWatchOptions.INTERFACE.matcher(networkInterface).matches()) {
      check.reject("networkInterface", networkInterface, expected);
    }
    int down = check.range("downSeconds", config.downSeconds(), 0, 600);
    name(check, config.meterway_recovery_action());
    check.check();
    return new InterfaceActionOptions(networkInterface, Duration.ofSeconds(down));
  }

  /** What a step of the ladder can refer to. */
  static void name(Validation check, String action) {
    if (action == null || !Step.isName(action)) {
      check.reject("meterway.recovery.action", action, NAMES);
    }
  }
}
