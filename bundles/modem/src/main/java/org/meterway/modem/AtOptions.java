/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.time.Duration;
import org.meterway.api.config.PasswordDecoder;
import org.meterway.api.config.Validation;

/**
 * A checked configuration of a modem by AT commands.
 *
 * @param target the filter of its port
 * @param answerTimeout how long an answer may take
 */
record AtOptions(String target, Pin pin, Duration answerTimeout, ModemOptions common) {
  /**
   * Checks a configuration.
   *
   * @param passwords {@code null} where passwords stand in clear
   * @throws org.meterway.api.config.InvalidConfigurationException names each wrong property
   */
  static AtOptions of(AtModemConfig config, PasswordDecoder passwords) {
    Validation check = Validation.of(AtModemComponent.PID);
    String target =
        check.required(
            "MeterPort.target",
            config.MeterPort_target(),
            "an LDAP filter of the modem's port such as (kura.service.pid=modem)");
    Pin pin = Pin.read(check, "pin", config.pin(), passwords);
    int timeout = check.range("answerTimeoutMs", config.answerTimeoutMs(), 500, 60_000);
    ModemOptions common =
        ModemOptions.of(
            check,
            config.pollSeconds(),
            config.radioOffSeconds(),
            config.actionName(),
            config.parameters());
    check.check();
    return new AtOptions(target, pin, Duration.ofMillis(timeout), common);
  }
}
