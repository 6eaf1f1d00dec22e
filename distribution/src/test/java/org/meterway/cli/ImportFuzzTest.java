/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.meterway.itests.fuzz.AnyJson;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/** QuecPython configurations: translated within the limits of our own, or refused in words. */
class ImportFuzzTest extends FuzzTarget {
  private static final List<String> KEYS =
      List.of(
          "TCP_SERVER",
          "UART",
          "host",
          "port",
          "timeout",
          "keep_alive",
          "baudrate",
          "bytesize",
          "parity",
          "stopbits",
          "flowctl",
          "rs485_config",
          "CLOUD");

  private static final List<String> VALUES =
      List.of(
          "\"head-end.example\"",
          "10025",
          "5",
          "0",
          "1",
          "2",
          "8",
          "115200",
          "0.5",
          "{}",
          "{\"host\":\"a\",\"port\":1}",
          "{\"host\":\"a\",\"port\":10025,\"timeout\":5,\"keep_alive\":null}",
          "{\"port\":2,\"baudrate\":9600,\"bytesize\":8,\"parity\":2,\"stopbits\":1,\"flowctl\":1}");

  private final JsonText json = new JsonText();

  @Override
  protected int weight() {
    return 4;
  }

  @Override
  protected void check(byte[] input) throws Exception {
    Choices choices = new Choices(input);
    String device = choices.of(null, "/dev/ttyUSB0");
    String text = AnyJson.of(choices, KEYS, VALUES);
    QuecPythonConfiguration configuration;
    JsonObject translated;
    try {
      configuration = new QuecPythonConfiguration(json.object(text), device);
      translated = configuration.translate();
    } catch (JsonText.JsonSyntaxException e) {
      assertTrue(e.line() >= 1 && e.column() >= 1, () -> e.line() + ":" + e.column());
      assertFalse(e.getMessage().isBlank());
      return;
    } catch (JsonInputException | CommandException e) {
      assertFalse(e.getMessage().isBlank());
      return;
    }
    assertWithinLimits(json.object(translated.toString()));
  }

  private static void assertWithinLimits(JsonObject translated) {
    assertEquals(
        Set.of(
            "org.meterway.serial.SerialPort~meter1",
            "org.meterway.tcp.TcpHeadEnd~hes",
            "org.meterway.link.MeterLink~meter1"),
        translated.keySet());
    JsonObject port = translated.getJsonObject("org.meterway.serial.SerialPort~meter1");
    assertBetween(50, port.getInt("baudRate"), 4_000_000);
    assertBetween(5, port.getInt("dataBits"), 8);
    assertTrue(Set.of("1", "2").contains(port.getString("stopBits")));
    assertTrue(Set.of("NONE", "EVEN", "ODD").contains(port.getString("parity")));
    JsonObject headEnd = translated.getJsonObject("org.meterway.tcp.TcpHeadEnd~hes");
    assertBetween(1, headEnd.getInt("port"), 65535);
    assertBetween(100, headEnd.getInt("connectTimeoutMs", 5000), 300_000);
    assertBetween(0, headEnd.getInt("keepAliveSeconds"), 32767);
    assertTrue(!headEnd.getString("host").isBlank());
  }

  private static void assertBetween(int least, int value, int most) {
    assertTrue(value >= least && value <= most, () -> value + ", not " + least + " to " + most);
  }

  @Override
  protected List<String> words() {
    return VALUES;
  }
}
