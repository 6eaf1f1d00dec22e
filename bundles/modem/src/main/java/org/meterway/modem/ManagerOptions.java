/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.nio.file.Path;
import java.time.Duration;
import org.meterway.api.config.Validation;

/**
 * A checked configuration of a modem by ModemManager.
 *
 * @param modem its index, its path, its IMEI, or {@code any}
 * @param limit how long a call may take
 */
record ManagerOptions(String modem, Mmcli mmcli, Duration limit, Cycle cycle, ModemOptions common) {
  /** How the radio is switched off and on. */
  enum Cycle {
    /** The modem is disabled, and enabled after the time. */
    DISABLE_ENABLE,
    /** The modem is reset. */
    RESET
  }

  /**
   * Checks a configuration.
   *
   * @throws org.meterway.api.config.InvalidConfigurationException names each wrong property
   */
  static ManagerOptions of(ModemManagerConfig config) {
    Validation check = Validation.of(ModemManagerComponent.PID);
    String modem = config.modem() == null ? "" : config.modem().strip();
    if (!modem.matches("any|[0-9]{1,15}|/org/freedesktop/ModemManager1/Modem/[0-9]+")) {
      check.reject(
          "modem",
          config.modem(),
          "any, an index as mmcli -L shows it, a path such as"
              + " /org/freedesktop/ModemManager1/Modem/0, or an IMEI");
    }
    String program = config.mmcli() == null ? "" : config.mmcli().strip();
    if (!program.startsWith("/")) {
      check.reject("mmcli", config.mmcli(), "the absolute path of mmcli, as /usr/bin/mmcli");
    }
    int limit = check.range("limitSeconds", config.limitSeconds(), 1, 300);
    Cycle cycle = check.choice("cycle", config.cycle(), Cycle.class);
    ModemOptions common =
        ModemOptions.of(
            check,
            config.pollSeconds(),
            config.radioOffSeconds(),
            config.actionName(),
            config.parameters());
    check.check();
    return new ManagerOptions(
        modem, new Mmcli(Path.of(program)), Duration.ofSeconds(limit), cycle, common);
  }
}
