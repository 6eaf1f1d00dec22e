/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterway.api.config.InvalidConfigurationException;

class HeadEndSettingsTest {
  @Test
  void defaultsAreValid() {
    HeadEndSettings settings = TestSettings.at(10025).settings();
    assertEquals("127.0.0.1:10025", settings.address());
    assertEquals(5000, settings.connectTimeoutMs());
    assertEquals(5, settings.keepAliveSeconds());
    assertTrue(settings.registration().isEmpty());
    assertEquals(
        new QueueLimits(8 * 1024 * 1024, 100_000, Overflow.DROP_OLDEST), settings.queueLimits());
  }

  @Test
  void equalConfigurationsAreEqualSettings() {
    assertEquals(
        TestSettings.at(1).with("heartbeat", "ping").settings(),
        TestSettings.at(1).with("heartbeat", "hex:70696e67").settings());
  }

  @ParameterizedTest
  @CsvSource({
    "port, 0",
    "port, 65536",
    "connectTimeoutMs, 0",
    "keepAliveSeconds, -1",
    "reconnectMinMs, 0",
    "reconnectMaxMs, 3600001",
    "heartbeatSeconds, 0",
    "idleTimeoutSeconds, -1",
    "writeStallSeconds, -1",
    "queueMaxBytes, 1023",
    "queueMaxPayloads, 0"
  })
  void aNumberOutOfRangeIsNamed(String property, int value) {
    assertRefused(TestSettings.at(1).with(property, value), property + " is \"" + value + "\"");
  }

  @Test
  void aMissingHostAndAnUnknownPolicyAreNamedTogether() {
    TestSettings wrong = TestSettings.at(1).with("host", " ").with("overflow", "drop");
    assertRefused(wrong, "host is \" \"");
    assertRefused(wrong, "one of DROP_OLDEST, DROP_NEWEST");
    assertRefused(wrong, TcpHeadEnd.PID);
  }

  @Test
  void theLargestDelayIsNotBelowTheSmallest() {
    assertRefused(
        TestSettings.at(1).with("reconnectMinMs", 500).with("reconnectMaxMs", 400),
        "at least reconnectMinMs");
  }

  @Test
  void aPasswordInClearIsUsedAsItIs() {
    HeadEndSettings settings = withSecret("0pen").settings();

    assertArrayEquals("login 0pen".getBytes(US_ASCII), settings.registration().bytes());
  }

  @Test
  void anEncryptedPasswordIsDecrypted() {
    HeadEndSettings settings =
        HeadEndSettings.of(
            withSecret("nep0").config(),
            stored -> new StringBuilder(stored).reverse().toString().toCharArray());

    assertArrayEquals("login 0pen".getBytes(US_ASCII), settings.registration().bytes());
  }

  @Test
  void aPasswordThatCannotBeDecryptedIsRefusedAndNotShown() {
    InvalidConfigurationException refused =
        assertThrows(
            InvalidConfigurationException.class,
            () ->
                HeadEndSettings.of(
                    withSecret("0pen").config(),
                    stored -> {
                      throw new IllegalArgumentException("wrong key");
                    }));

    assertTrue(refused.getMessage().contains("secret is \"(hidden)\""), refused.getMessage());
    assertTrue(refused.getMessage().contains("wrong key"), refused.getMessage());
    assertFalse(refused.getMessage().contains("0pen"), refused.getMessage());
  }

  @Test
  void settingsDoNotShowTheSecret() {
    assertFalse(withSecret("0pen").settings().toString().contains("0pen"));
    assertFalse(
        withSecret("0pen")
            .settings()
            .toString()
            .contains(HexFormat.of().formatHex("0pen".getBytes(US_ASCII))));
  }

  @Test
  void onlyAnotherAddressOrAnotherLoginNeedsAnotherConnection() {
    HeadEndSettings settings = withSecret("0pen").settings();

    assertTrue(settings.sameConnection(withSecret("0pen").with("heartbeat", "x").settings()));
    assertFalse(settings.sameConnection(withSecret("other").settings()));
    assertFalse(settings.sameConnection(withSecret("0pen").with("port", 2).settings()));
    assertTrue(
        TestSettings.at(1)
            .with("registration", "b")
            .settings()
            .sameConnection(TestSettings.at(1).with("registration", "a").settings()));
  }

  private static TestSettings withSecret(String secret) {
    return TestSettings.at(1).with("registration", "login \\{secret}").with("secret", secret);
  }

  private static void assertRefused(TestSettings wrong, String words) {
    String message =
        assertThrows(InvalidConfigurationException.class, wrong::settings).getMessage();
    assertTrue(message.contains(words), message);
  }
}
