/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterway.api.config.InvalidConfigurationException;

class CloudSettingsTest {
  @Test
  void theDefaultsAreValid() {
    CloudSettings settings = CloudSettings.of(TestConfig.chosen().config());
    assertEquals("(kura.service.pid=publisher1)", settings.publisherTarget());
    assertEquals(1000, settings.retryMinMs());
    assertEquals(60_000, settings.retryMaxMs());
    assertEquals(new QueueLimits(8 << 20, 100_000, Overflow.DROP_OLDEST), settings.queueLimits());
    assertEquals(1 << 20, settings.downlinkMaxBytes());
  }

  @Test
  void whatKuraSeedsIsValidAndNamesNoPublisher() {
    assertEquals("", CloudSettings.of(TestConfig.seeded().config()).publisherTarget());
  }

  @ParameterizedTest
  @CsvSource({
    "retryMinMs, 9, a whole number from 10 to 3600000",
    "retryMaxMs, 3600001, a whole number from 10 to 3600000",
    "retryMaxMs, 999, at least retryMinMs",
    "queueMaxBytes, 1023, a whole number from 1024 to 1073741824",
    "queueMaxPayloads, 0, a whole number from 1 to 10000000",
    "downlinkMaxBytes, -1, a whole number from 1024 to 1073741824"
  })
  void namesWhatIsWrongAndWhatWouldBeRight(String property, int value, String expected) {
    assertRefused(TestConfig.chosen().with(property, value), property, value, expected);
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

  @Test
  void namesTheOverflowPoliciesThereAre() {
    assertRefused(
        TestConfig.chosen().with("overflow", "SHRED"),
        "overflow",
        "SHRED",
        "one of DROP_OLDEST, DROP_NEWEST");
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
