/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.Validation;

class PacketTest {
  private static final Secret SECRET = Secret.read(Validation.of("pid"), "secret", "0p€n", null);

  @Test
  void aTextIsItsBytesInUtf8() {
    assertArrayEquals("ID=zähler".getBytes(StandardCharsets.UTF_8), parse("ID=zähler"));
  }

  @Test
  void escapesStandForSingleBytes() {
    assertArrayEquals(
        new byte[] {'a', '\r', '\n', '\t', '\\', (byte) 0xFE, 'b'}, parse("a\\r\\n\\t\\\\\\xfeb"));
  }

  @Test
  void theSecretStandsWhereItIsNamedAndIsNotShown() {
    assertArrayEquals(
        "AT+LOGIN=me,0p€n\r".getBytes(StandardCharsets.UTF_8), parse("AT+LOGIN=me,\\{secret}\\r"));
    assertEquals(
        "12 bytes with a secret",
        Packet.parse(Validation.of("pid"), "registration", "login \\{secret}", SECRET).toString());
  }

  @Test
  void aPacketWithASecretNeedsOne() {
    Validation validation = Validation.of("pid");
    Packet.parse(validation, "heartbeat", "\\{secret}", Secret.NONE);

    String message =
        assertThrows(InvalidConfigurationException.class, validation::check).getMessage();
    assertTrue(
        message.contains("secret is \"\", expected a password, since heartbeat holds \\{secret}"),
        message);
  }

  @Test
  void hexDigitsStandBehindTheirPrefix() {
    assertArrayEquals(new byte[] {0x7E, 1, (byte) 0xFF}, parse("hex:7E 01 ff"));
  }

  @Test
  void anEmptyTextIsNoPacket() {
    assertTrue(Packet.parse(Validation.of("pid"), "heartbeat", "", Secret.NONE).isEmpty());
    assertTrue(Packet.parse(Validation.of("pid"), "heartbeat", null, Secret.NONE).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\q", "a\\", "a\\x1", "a\\x1g", "a\\x", "a\\{other}"})
  void aWrongEscapeIsNamedWithItsPlace(String text) {
    String message =
        assertThrows(InvalidConfigurationException.class, () -> parse(text)).getMessage();
    assertTrue(message.contains("registration is \"" + text + "\""), message);
    assertTrue(message.contains("at character 2"), message);
  }

  @Test
  void halfAByteInHexIsRefused() {
    assertThrows(InvalidConfigurationException.class, () -> parse("hex:7E0"));
  }

  @Test
  void aPacketThatIsTooLongIsRefused() {
    assertEquals(Packet.LARGEST, parse("x".repeat(Packet.LARGEST)).length);
    assertThrows(InvalidConfigurationException.class, () -> parse("x".repeat(Packet.LARGEST + 1)));
  }

  private static byte[] parse(String text) {
    Validation validation = Validation.of("pid");
    Packet packet = Packet.parse(validation, "registration", text, SECRET);
    validation.check();
    return packet.bytes();
  }
}
