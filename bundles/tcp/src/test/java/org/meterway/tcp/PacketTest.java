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
  void hexDigitsStandBehindTheirPrefix() {
    assertArrayEquals(new byte[] {0x7E, 1, (byte) 0xFF}, parse("hex:7E 01 ff"));
  }

  @Test
  void anEmptyTextIsNoPacket() {
    assertTrue(Packet.parse(Validation.of("pid"), "heartbeat", "").isEmpty());
    assertTrue(Packet.parse(Validation.of("pid"), "heartbeat", null).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\q", "a\\", "a\\x1", "a\\x1g", "a\\x"})
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
    Packet packet = Packet.parse(validation, "registration", text);
    validation.check();
    return packet.bytes();
  }
}
