/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import java.time.Duration;
import org.meterway.api.config.Validation;
import org.meterway.api.store.Overflow;
import org.meterway.api.store.QueueLimits;

/**
 * A valid configuration of a cloud head end. Immutable.
 *
 * @param publisherTarget filter of the cloud publisher; empty for none
 * @param delivery when a payload leaves the queue
 * @param confirmationWindow how many payloads are published and not confirmed at most
 * @param confirmationTimeoutSeconds how long no confirmation may come before they are published
 *     again
 * @param retryMinMs first delay before a payload that Kura did not take is tried again
 * @param retryMaxMs the delay doubles up to this
 * @param queueLimits how much waits to be delivered at most
 * @param downlinkMaxBytes how many bytes that came down wait for listeners at most
 */
record CloudSettings(
    String publisherTarget,
    Delivery delivery,
    int confirmationWindow,
    int confirmationTimeoutSeconds,
    int retryMinMs,
    int retryMaxMs,
    QueueLimits queueLimits,
    int downlinkMaxBytes) {
  private static final long MOST_QUEUE_BYTES = 1L << 40;

  /**
   * In force before the first valid configuration: payloads are kept, none is published, and what
   * an earlier run left in the store does not give way to limits that nobody chose.
   */
  static final CloudSettings NONE =
      new CloudSettings(
          "",
          Delivery.CONFIRMED,
          100,
          60,
          1000,
          60_000,
          new QueueLimits(128L << 20, 1_000_000, Duration.ZERO, Overflow.DROP_NEWEST),
          1 << 20);

  /**
   * Checks a configuration.
   *
   * @throws org.meterway.api.config.InvalidConfigurationException names each wrong property
   */
  static CloudSettings of(CloudHeadEndConfig config) {
    Validation check = Validation.of(CloudHeadEnd.PID);
    Delivery delivery = check.choice("delivery", config.delivery(), Delivery.class);
    int confirmationWindow =
        check.range("confirmationWindow", config.confirmationWindow(), 1, 10_000);
    int confirmationTimeoutSeconds =
        check.range("confirmationTimeoutSeconds", config.confirmationTimeoutSeconds(), 1, 86_400);
    int retryMinMs = check.range("retryMinMs", config.retryMinMs(), 10, 3_600_000);
    int retryMaxMs = check.range("retryMaxMs", config.retryMaxMs(), 10, 3_600_000);
    if (retryMaxMs < retryMinMs) {
      check.reject("retryMaxMs", retryMaxMs, "at least retryMinMs");
    }
    long queueMaxBytes = config.queueMaxBytes();
    if (queueMaxBytes < 1024 || queueMaxBytes > MOST_QUEUE_BYTES) {
      check.reject(
          "queueMaxBytes", queueMaxBytes, "a whole number from 1024 to " + MOST_QUEUE_BYTES);
    }
    int queueMaxPayloads =
        check.range("queueMaxPayloads", config.queueMaxPayloads(), 1, 10_000_000);
    int queueMaxAgeHours = check.range("queueMaxAgeHours", config.queueMaxAgeHours(), 0, 87_600);
    Overflow overflow = check.choice("overflow", config.overflow(), Overflow.class);
    int downlinkMaxBytes =
        check.range("downlinkMaxBytes", config.downlinkMaxBytes(), 1024, 1 << 30);
    Target target = Target.of(config.CloudPublisher_target());
    target.check(check, "CloudPublisher.target");
    Target.of(config.CloudSubscriber_target()).check(check, "CloudSubscriber.target");
    check.check();
    return new CloudSettings(
        target.text(),
        delivery,
        confirmationWindow,
        confirmationTimeoutSeconds,
        retryMinMs,
        retryMaxMs,
        new QueueLimits(
            queueMaxBytes, queueMaxPayloads, Duration.ofHours(queueMaxAgeHours), overflow),
        downlinkMaxBytes);
  }

  /** Why there is no publisher. */
  String noPublisher() {
    return publisherTarget.isEmpty()
        ? "CloudPublisher.target is empty, expected a filter such as (kura.service.pid=publisher1)"
        : "no cloud publisher matches " + publisherTarget;
  }
}
