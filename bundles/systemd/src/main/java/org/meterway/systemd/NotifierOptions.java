/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.systemd;

import java.time.Duration;
import org.meterway.api.config.Validation;

/** A checked configuration. */
record NotifierOptions(Duration stall) {
  static final NotifierOptions DEFAULT = new NotifierOptions(Duration.ofSeconds(300));

  /**
   * Checks a configuration.
   *
   * @throws org.meterway.api.config.InvalidConfigurationException names each wrong property
   */
  static NotifierOptions of(NotifierConfig config) {
    Validation check = Validation.of(Notifier.PID);
    int stall = check.range("stallSeconds", config.stallSeconds(), 10, 86_400);
    check.check();
    return new NotifierOptions(Duration.ofSeconds(stall));
  }
}
