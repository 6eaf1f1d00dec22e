/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.time.Duration;
import org.meterway.api.config.Validation;

/**
 * How long what may take.
 *
 * @param connect for a TCP connection
 * @param response for an answer
 * @param interOctet between two bytes of a frame
 * @param idle how long an association is kept that nobody uses
 * @param waiting for others that use the meter
 * @param request for all of a request
 * @param pause after an association that could not be made
 */
record MeterTiming(
    Duration connect,
    Duration response,
    Duration interOctet,
    Duration idle,
    Duration waiting,
    Duration request,
    Duration pause) {
  /** Reads and checks them. */
  static MeterTiming of(Validation validation, DlmsMeterConfig config) {
    return new MeterTiming(
        Duration.ofMillis(
            validation.range("connectTimeoutMs", config.connectTimeoutMs(), 100, 300_000)),
        Duration.ofMillis(
            validation.range("responseTimeoutMs", config.responseTimeoutMs(), 100, 600_000)),
        Duration.ofMillis(
            validation.range("interOctetTimeoutMs", config.interOctetTimeoutMs(), 10, 60_000)),
        Duration.ofSeconds(validation.range("idleSeconds", config.idleSeconds(), 0, 86_400)),
        Duration.ofSeconds(validation.range("waitSeconds", config.waitSeconds(), 1, 3600)),
        Duration.ofSeconds(validation.range("requestSeconds", config.requestSeconds(), 1, 86_400)),
        Duration.ofSeconds(
            validation.range("retryDelaySeconds", config.retryDelaySeconds(), 0, 3600)));
  }
}
