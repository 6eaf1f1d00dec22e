/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import org.meterway.api.config.Validation;

/**
 * A valid configuration of a cloud head end. Immutable.
 *
 * @param publisherTarget filter of the cloud publisher; empty for none
 * @param retryMinMs first delay before a payload that Kura did not take is tried again
 * @param retryMaxMs the delay doubles up to this
 * @param queueLimits how much waits for Kura at most
 * @param downlinkMaxBytes how many bytes that came down wait for listeners at most
 */
record CloudSettings(
    String publisherTarget,
    int retryMinMs,
    int retryMaxMs,
    QueueLimits queueLimits,
    int downlinkMaxBytes) {
  /** In force before the first valid configuration: payloads are kept, none is published. */
  static final CloudSettings NONE =
      new CloudSettings(
          "", 1000, 60_000, new QueueLimits(8 << 20, 100_000, Overflow.DROP_OLDEST), 1 << 20);

  /**
   * Checks a configuration.
   *
   * @throws org.meterway.api.config.InvalidConfigurationException names each wrong property
   */
  static CloudSettings of(CloudHeadEndConfig config) {
    Validation check = Validation.of(CloudHeadEnd.PID);
    int retryMinMs = check.range("retryMinMs", config.retryMinMs(), 10, 3_600_000);
    int retryMaxMs = check.range("retryMaxMs", config.retryMaxMs(), 10, 3_600_000);
    if (retryMaxMs < retryMinMs) {
      check.reject("retryMaxMs", retryMaxMs, "at least retryMinMs");
    }
    int queueMaxBytes = check.range("queueMaxBytes", config.queueMaxBytes(), 1024, 1 << 30);
    int queueMaxPayloads =
        check.range("queueMaxPayloads", config.queueMaxPayloads(), 1, 10_000_000);
    Overflow overflow = check.choice("overflow", config.overflow(), Overflow.class);
    int downlinkMaxBytes =
        check.range("downlinkMaxBytes", config.downlinkMaxBytes(), 1024, 1 << 30);
    Target target = Target.of(config.CloudPublisher_target());
    target.check(check, "CloudPublisher.target");
    Target.of(config.CloudSubscriber_target()).check(check, "CloudSubscriber.target");
    check.check();
    return new CloudSettings(
        target.text(),
        retryMinMs,
        retryMaxMs,
        new QueueLimits(queueMaxBytes, queueMaxPayloads, overflow),
        downlinkMaxBytes);
  }

  /** Why there is no publisher. */
  String noPublisher() {
    return publisherTarget.isEmpty()
        ? "CloudPublisher.target is empty, expected a filter such as (kura.service.pid=publisher1)"
        : "no cloud publisher matches " + publisherTarget;
  }
}
