/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.services;

import java.time.Duration;
import org.meterway.api.config.Validation;

/** A checked configuration. */
record LinkWatchdogOptions(boolean enabled, Duration stall) {
  static final LinkWatchdogOptions DISABLED =
      new LinkWatchdogOptions(false, Duration.ofSeconds(300));

  /**
   * Checks a configuration.
   *
   * @throws org.meterway.api.config.InvalidConfigurationException names each wrong property
   */
  static LinkWatchdogOptions of(LinkWatchdogConfig config) {
    Validation check = Validation.of(LinkWatchdog.PID);
    int stall = check.range("stallSeconds", config.stallSeconds(), 10, 86_400);
    check.check();
    return new LinkWatchdogOptions(config.enabled(), Duration.ofSeconds(stall));
  }
}
