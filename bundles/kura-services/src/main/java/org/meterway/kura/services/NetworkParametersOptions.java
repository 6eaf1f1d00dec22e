/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.services;

import java.time.Duration;
import org.meterway.api.config.Validation;

/** A checked configuration. */
record NetworkParametersOptions(
    boolean enabled, String networkInterface, LinkQualityScale scale, Duration refresh) {
  static final NetworkParametersOptions DISABLED =
      new NetworkParametersOptions(false, "", LinkQualityScale.CSQ, Duration.ofSeconds(30));

  /**
   * Checks a configuration.
   *
   * @throws org.meterway.api.config.InvalidConfigurationException names each wrong property
   */
  static NetworkParametersOptions of(NetworkParametersConfig config) {
    Validation check = Validation.of(NetworkParameters.PID);
    String networkInterface = config.networkInterface();
    LinkQualityScale scale =
        check.choice("linkQualityScale", config.linkQualityScale(), LinkQualityScale.class);
    int refresh = check.range("refreshSeconds", config.refreshSeconds(), 1, 3600);
    check.check();
    return new NetworkParametersOptions(
        config.enabled(),
        networkInterface == null ? "" : networkInterface.strip(),
        scale,
        Duration.ofSeconds(refresh));
  }
}
