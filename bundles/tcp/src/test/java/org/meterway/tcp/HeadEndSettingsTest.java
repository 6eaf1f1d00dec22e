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

import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.store.Overflow;
import org.meterway.api.store.QueueLimits;

class HeadEndSettingsTest {
  @Test
  void defaultsAreValid() {
    HeadEndSettings settings = TestSettings.at(10025).settings();
    assertEquals("127.0.0.1:10025", settings.address());
    assertEquals(5000, settings.connectTimeoutMs());
    assertEquals(5, settings.keepAliveSeconds());
    assertTrue(settings.registration().isEmpty());
    assertEquals(
        new QueueLimits(128L << 20, 1_000_000, Duration.ZERO, Overflow.DROP_OLDEST),
        settings.queueLimits());
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
    "confirmationWindow, 10001",
    "confirmationTimeoutSeconds, 0",
    "resendWindowBytes, 262143",
    "resendSeconds, -1",
    "downlinkBytesPerSecond, -1",
    "downlinkMaxBytes, 63",
    "queueMaxAgeHours, -1",
    "queueMaxPayloads, 0"
  })
  void aNumberOutOfRangeIsNamed(String property, int value) {
    assertRefused(TestSettings.at(1).with(property, value), property + " is \"" + value + "\"");
  }

  @ParameterizedTest
  @ValueSource(longs = {1023, (1L << 40) + 1})
  void aQueueOutOfRangeIsNamed(long bytes) {
    assertRefused(
        TestSettings.at(1).with("queueMaxBytes", bytes), "queueMaxBytes is \"" + bytes + "\"");
  }

  @Test
  void theProtocolAndAHeartbeatPacketAreRefusedTogether() {
    TestSettings wrong = TestSettings.at(1).with("delivery", "CONFIRMED").with("heartbeat", "beat");
    assertRefused(wrong, "heartbeat is \"beat\", expected nothing, since delivery CONFIRMED");
    wrong.with("confirmationPattern", "OK").settings();
  }

  @Test
  void theWindowThatIsLeftToTheHeadEndDependsOnThePattern() {
    TestSettings confirmed = TestSettings.at(1).with("delivery", "CONFIRMED");
    assertEquals(256, confirmed.settings().delivery().confirmationWindow());
    assertTrue(confirmed.settings().delivery().isProtocol());

    confirmed.with("confirmationPattern", "\\x06");

    assertEquals(1, confirmed.settings().delivery().confirmationWindow());
    assertFalse(confirmed.settings().delivery().isProtocol());
    assertEquals(
        7, confirmed.with("confirmationWindow", 7).settings().delivery().confirmationWindow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x8002, 0x2801", "0x8002 10241", " 0X8002,,0x2801 "})
  void settableParametersAreAList(String listed) {
    assertEquals(
        Set.of(0x8002, 0x2801),
        TestSettings.at(1)
            .with("settableParameters", listed)
            .settings()
            .delivery()
            .settableParameters());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x10000", "-1", "all", "0x8002; 0x2801"})
  void aParameterThatIsNoneIsNamed(String listed) {
    assertRefused(
        TestSettings.at(1).with("settableParameters", listed),
        "settableParameters is \"" + listed + "\", expected parameters such as 0x8002, 0x2801");
  }

  @Test
  void aMissingHostAndAnUnknownPolicyAreNamedTogether() {
    TestSettings wrong = TestSettings.at(1).with("host", " ").with("overflow", "drop");
    assertRefused(wrong, "host is \" \"");
    assertRefused(wrong, "one of DROP_OLDEST, DROP_NEWEST, HOLD_BACK");
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
    assertFalse(
        settings.sameConnection(withSecret("0pen").with("delivery", "CONFIRMED").settings()));
    assertFalse(
        settings.sameConnection(withSecret("0pen").with("resendWindowBytes", 1 << 20).settings()));
    assertTrue(settings.sameConnection(withSecret("0pen").with("resendSeconds", 0).settings()));
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
