/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.Validation;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/** Registration and heartbeat packets of any text: bytes within the limit, or refused in words. */
class PacketFuzzTest extends FuzzTarget {
  private static final String PASSWORD = "q7#Kv";

  @Override
  protected void check(byte[] input) {
    Choices choices = new Choices(input);
    Secret secret =
        choices.flip() ? Secret.read(Validation.of("pid"), "secret", PASSWORD, null) : Secret.NONE;
    String text =
        choices.flip() ? choices.text() : new String(choices.rest(), StandardCharsets.UTF_16BE);
    Validation validation = Validation.of("pid");

    Packet packet = Packet.parse(validation, "registration", text, secret);

    try {
      validation.check();
    } catch (InvalidConfigurationException e) {
      assertTrue(e.getMessage().contains(", expected "), e::getMessage);
      return;
    }
    assertTrue(packet.bytes().length <= Packet.LARGEST);
    if (packet.holdsSecret()) {
      assertFalse(packet.toString().contains(PASSWORD));
    } else {
      Packet again =
          Packet.parse(Validation.of("pid"), "registration", packet.toString(), Secret.NONE);
      assertEquals(packet, again);
    }
    if (text.indexOf('\\') < 0 && !text.startsWith("hex:")) {
      assertEquals(text, new String(packet.bytes(), StandardCharsets.UTF_8));
    }
  }

  @Override
  protected List<String> words() {
    return List.of("hex:", "7e", " ", "\\", "\\r", "\\x", "\\xff", "\\{secret}", "\\{", "ID=");
  }
}
