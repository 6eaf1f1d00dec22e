/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.store.Overflow;
import org.meterway.api.store.QueueLimits;

class CloudSettingsTest {
  @Test
  void theDefaultsAreValid() {
    CloudSettings settings = CloudSettings.of(TestConfig.seeded().config());
    assertEquals("", settings.publisherTarget());
    assertEquals(Delivery.CONFIRMED, settings.delivery());
    assertEquals(100, settings.confirmationWindow());
    assertEquals(60, settings.confirmationTimeoutSeconds());
    assertEquals(1000, settings.retryMinMs());
    assertEquals(60_000, settings.retryMaxMs());
    assertEquals(
        new QueueLimits(128 << 20, 1_000_000, Duration.ZERO, Overflow.DROP_OLDEST),
        settings.queueLimits());
    assertEquals(1 << 20, settings.downlinkMaxBytes());
  }

  @Test
  void takesWhatIsChosen() {
    CloudSettings settings =
        CloudSettings.of(
            TestConfig.chosen()
                .with("queueMaxBytes", 1L << 40)
                .with("queueMaxAgeHours", 48)
                .with("overflow", "HOLD_BACK")
                .config());
    assertEquals("(kura.service.pid=publisher1)", settings.publisherTarget());
    assertEquals(Delivery.WRITTEN, settings.delivery());
    assertEquals(
        new QueueLimits(1L << 40, 1_000_000, Duration.ofDays(2), Overflow.HOLD_BACK),
        settings.queueLimits());
  }

  @ParameterizedTest
  @CsvSource({
    "retryMinMs, 9, a whole number from 10 to 3600000",
    "retryMaxMs, 3600001, a whole number from 10 to 3600000",
    "retryMaxMs, 999, at least retryMinMs",
    "confirmationWindow, 0, a whole number from 1 to 10000",
    "confirmationTimeoutSeconds, 86401, a whole number from 1 to 86400",
    "queueMaxPayloads, 0, a whole number from 1 to 10000000",
    "queueMaxAgeHours, -1, a whole number from 0 to 87600",
    "downlinkMaxBytes, -1, a whole number from 1024 to 1073741824"
  })
  void namesWhatIsWrongAndWhatWouldBeRight(String property, int value, String expected) {
    assertRefused(TestConfig.chosen().with(property, value), property, value, expected);
  }

  @ParameterizedTest
  @ValueSource(longs = {1023, (1L << 40) + 1})
  void theQueueHasBoundsBeyondAnInteger(long value) {
    assertRefused(
        TestConfig.chosen().with("queueMaxBytes", value),
        "queueMaxBytes",
        value,
        "a whole number from 1024 to 1099511627776");
  }

  @ParameterizedTest
  @CsvSource({"CloudPublisher", "CloudSubscriber"})
  void aTargetIsAFilter(String reference) {
    assertRefused(
        TestConfig.chosen().with(reference + "_target", "publisher1"),
        reference + ".target",
        "publisher1",
        "an LDAP filter such as (kura.service.pid=name)");
  }

  @ParameterizedTest
  @CsvSource({
    "overflow, 'one of DROP_OLDEST, DROP_NEWEST, HOLD_BACK'",
    "delivery, 'one of WRITTEN, CONFIRMED'"
  })
  void namesTheChoicesThereAre(String property, String expected) {
    assertRefused(TestConfig.chosen().with(property, "SHRED"), property, "SHRED", expected);
  }

  private static void assertRefused(
      TestConfig config, String property, Object value, String expected) {
    InvalidConfigurationException refused =
        assertThrows(InvalidConfigurationException.class, () -> CloudSettings.of(config.config()));
    String words = property + " is \"" + value + "\", expected " + expected;
    assertTrue(refused.getMessage().contains(words), refused.getMessage());
    assertTrue(refused.getMessage().contains(CloudHeadEnd.PID), refused.getMessage());
  }
}
