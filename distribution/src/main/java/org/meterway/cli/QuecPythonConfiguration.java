/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Translates a configuration file of the QuecPython meter solution. Its UART takes parity 0, 1, 2
 * for none, even, odd and flow control 0, 1 for none, hardware; its time-outs are in seconds.
 */
final class QuecPythonConfiguration {
  private static final String TCP = "TCP_SERVER";
  private static final String UART = "UART";
  private static final Set<String> TCP_KEYS = Set.of("host", "port", "timeout", "keep_alive");
  private static final Set<String> UART_KEYS =
      Set.of("port", "baudrate", "bytesize", "parity", "stopbits", "flowctl", "rs485_config");

  private final JsonObject source;
  private final String device;
  private final List<String> warnings = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * Takes what is to be translated.
   *
   * @param device the serial device; {@code null} to guess it from the number of the UART
   */
  QuecPythonConfiguration(JsonObject source, String device) {
    this.source = source;
    this.device = device;
  }

  /** What a person should look at. */
  List<String> warnings() {
    return warnings;
  }

  /**
   * The configuration in the form of the OSGi Configurator.
   *
   * @throws CommandException names each value that cannot be translated, and what would be right
   */
  JsonObject translate() throws CommandException {
    warnOfOthers("", source, Set.of(TCP, UART));
    JsonObject port = serialPort(section(UART));
    JsonObject headEnd = headEnd(section(TCP));
    if (!problems.isEmpty()) {
      throw CommandException.usage(String.join("; ", problems));
    }
    return Json.createObjectBuilder()
        .add("org.meterway.serial.SerialPort~meter1", port)
        .add("org.meterway.tcp.TcpHeadEnd~hes", headEnd)
        .add(
            "org.meterway.link.MeterLink~meter1",
            Json.createObjectBuilder()
                .add("MeterPort.target", "(kura.service.pid=meter1)")
                .add("HeadEnd.target", "(kura.service.pid=hes)")
                .add("framing", "LENGTH"))
        .build();
  }

  private JsonObject section(String name) {
    JsonValue value = source.get(name);
    if (value instanceof JsonObject section) {
      return section;
    }
    problems.add(
        value == null
            ? "\"" + name + "\" is missing"
            : "\"" + name + "\" is " + value + ", expected an object");
    return JsonValue.EMPTY_JSON_OBJECT;
  }

  private JsonObject serialPort(JsonObject uart) {
    warnOfOthers(UART + ".", uart, UART_KEYS);
    JsonObjectBuilder port = Json.createObjectBuilder();
    port.add("device", device == null ? guessedDevice(uart) : device);
    port.add("baudRate", number(UART, uart, "baudrate", 115200, 50, 4_000_000));
    port.add("dataBits", number(UART, uart, "bytesize", 8, 5, 8));
    port.add("parity", choice(UART, uart, "parity", "NONE", "EVEN", "ODD"));
    port.add("stopBits", Long.toString(number(UART, uart, "stopbits", 1, 1, 2)));
    port.add("flowControl", choice(UART, uart, "flowctl", "NONE", "RTS_CTS"));
    if (uart.get("rs485_config") instanceof JsonObject) {
      port.add("rs485", true);
      warnings.add(
          "UART.rs485_config names a GPIO of the module; here the serial driver switches the"
              + " direction (rs485)");
    }
    return port.build();
  }

  private String guessedDevice(JsonObject uart) {
    long number = number(UART, uart, "port", 2, 0, 255);
    String guess = "/dev/ttyS" + number;
    warnings.add(
        "UART "
            + number
            + " of a QuecPython module is no Linux device: "
            + guess
            + " is a guess, say which with --device");
    return guess;
  }

  private JsonObject headEnd(JsonObject tcp) {
    warnOfOthers(TCP + ".", tcp, TCP_KEYS);
    JsonObjectBuilder headEnd = Json.createObjectBuilder();
    if (tcp.get("host") instanceof JsonString host && !host.getString().isBlank()) {
      headEnd.add("host", host.getString());
    } else if (source.get(TCP) instanceof JsonObject) {
      reject(TCP, "host", tcp.get("host"), "the name or address of the head end");
    }
    if (source.get(TCP) instanceof JsonObject) {
      headEnd.add("port", number(TCP, tcp, "port", -1, 1, 65535));
    }
    if (isSet(tcp, "timeout")) {
      headEnd.add("connectTimeoutMs", milliseconds(tcp.get("timeout")));
    }
    headEnd.add(
        "keepAliveSeconds",
        isSet(tcp, "keep_alive") ? number(TCP, tcp, "keep_alive", 0, 0, 32767) : 0);
    return headEnd.build();
  }

  /** As the reference takes it: absent, null and 0 mean "not set". */
  private static boolean isSet(JsonObject section, String key) {
    JsonValue value = section.get(key);
    return value != null
        && value != JsonValue.NULL
        && !(value instanceof JsonNumber number && number.doubleValue() == 0);
  }

  private long milliseconds(JsonValue seconds) {
    if (seconds instanceof JsonNumber number
        && number.doubleValue() >= 0.1
        && number.doubleValue() <= 300) {
      return Math.round(1000 * number.doubleValue());
    }
    reject(TCP, "timeout", seconds, "seconds from 0.1 to 300");
    return 0;
  }

  private long number(
      String section, JsonObject values, String key, long absent, long min, long max) {
    JsonValue value = values.get(key);
    if (value == null && absent >= 0) {
      return absent;
    }
    if (value instanceof JsonNumber number
        && number.isIntegral()
        && number.doubleValue() >= min
        && number.doubleValue() <= max) {
      return number.longValue();
    }
    reject(section, key, value, "a whole number from " + min + " to " + max);
    return 0;
  }

  /** The reference's number of a choice as Meterway's name. */
  private String choice(String section, JsonObject values, String key, String... names) {
    JsonValue value = values.get(key);
    if (value == null) {
      return names[0];
    }
    if (value instanceof JsonNumber number && number.isIntegral()) {
      double index = number.doubleValue();
      if (index >= 0 && index < names.length) {
        return names[(int) index];
      }
    }
    List<String> words = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      words.add(i + " (" + names[i] + ")");
    }
    reject(section, key, value, String.join(", ", words));
    return names[0];
  }

  private void reject(String section, String key, JsonValue value, String expected) {
    String name = "\"" + section + "." + key + "\"";
    problems.add(
        value == null
            ? name + " is missing, expected " + expected
            : name + " is " + value + ", expected " + expected);
  }

  private void warnOfOthers(String prefix, JsonObject values, Set<String> known) {
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        warnings.add(
            "\""
                + prefix
                + key
                + "\" has no counterpart and is left out"
                + Nearest.suggestion(key, known));
      }
    }
  }
}
