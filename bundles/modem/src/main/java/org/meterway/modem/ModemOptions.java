/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.time.Duration;
import org.meterway.api.config.Validation;

/**
 * What is configured of every modem.
 *
 * @param poll between two looks
 * @param radioOff how long a recovery leaves the radio off
 * @param actionName the name of the recovery action; empty for none
 * @param parameters whether meters are answered
 */
record ModemOptions(Duration poll, Duration radioOff, String actionName, boolean parameters) {
  /** What is wrong is noted in {@code check}. */
  static ModemOptions of(
      Validation check, int pollSeconds, int radioOffSeconds, String action, boolean parameters) {
    String name = action == null ? "" : action.strip();
    if (!name.matches("[A-Za-z0-9._-]{0,64}")) {
      check.reject("actionName", action, "letters, digits, dots and dashes, 64 at most");
    }
    return new ModemOptions(
        Duration.ofSeconds(check.range("pollSeconds", pollSeconds, 5, 3600)),
        Duration.ofSeconds(check.range("radioOffSeconds", radioOffSeconds, 1, 300)),
        name,
        parameters);
  }
}
