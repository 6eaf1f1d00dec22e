/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.PasswordDecoder;
import org.meterway.api.config.Validation;

/**
 * A checked configuration of a meter.
 *
 * @param route the way to it
 * @param security who we are to it
 * @param logicalNames whether objects have logical names, not short ones
 * @param retries of what is safe to repeat
 * @param pduSize the longest APDU to be received
 * @param timing how long what may take
 */
record MeterOptions(
    Route route,
    MeterSecurity security,
    boolean logicalNames,
    int retries,
    int pduSize,
    MeterTiming timing) {
  private enum Referencing {
    LN,
    SN
  }

  /**
   * Checks the values.
   *
   * @param passwords {@code null} where passwords stand in clear
   * @throws InvalidConfigurationException with all that is wrong
   */
  static MeterOptions of(DlmsMeterConfig config, PasswordDecoder passwords) {
    Validation validation = Validation.of(DlmsMeterComponent.PID);
    MeterOptions options =
        new MeterOptions(
            Route.of(validation, config),
            MeterSecurity.of(validation, config, passwords),
            validation.choice("referencing", config.referencing(), Referencing.class)
                == Referencing.LN,
            validation.range("retries", config.retries(), 0, 10),
            validation.range("pduSize", config.pduSize(), 64, 0xFFFF),
            MeterTiming.of(validation, config));
    validation.check();
    return options;
  }
}
