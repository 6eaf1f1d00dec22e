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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportCommandTest {
  private static final String REFERENCE =
      """
      {
        "TCP_SERVER": {"host": "head-end.example", "port": 10025, "timeout": 5, "keep_alive": 7},
        "UART": {"port": 2, "baudrate": 9600, "bytesize": 7, "parity": 1, "stopbits": 2, "flowctl": 1}
      }
      """;

  @TempDir private Path folder;

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("dev.json"), text).toString();
  }

  private static JsonObject json(String text) throws Exception {
    return new JsonText().object(text);
  }

  @Test
  void translatesEachSetting() throws Exception {
    Run run = Run.of("", "import", file(REFERENCE), "--device", "/dev/ttyUSB0");

    assertEquals(
        json(
            """
            {
              "org.meterway.serial.SerialPort~meter1": {
                "device": "/dev/ttyUSB0", "baudRate": 9600, "dataBits": 7, "parity": "EVEN",
                "stopBits": "2", "flowControl": "RTS_CTS"
              },
              "org.meterway.tcp.TcpHeadEnd~hes": {
                "host": "head-end.example", "port": 10025, "connectTimeoutMs": 5000,
                "keepAliveSeconds": 7
              },
              "org.meterway.link.MeterLink~meter1": {
                "MeterPort.target": "(kura.service.pid=meter1)",
                "HeadEnd.target": "(kura.service.pid=hes)",
                "framing": "LENGTH"
              }
            }
            """),
        json(run.good()));
  }

  @Test
  void warnsOfAGuessAndOfWhatIsLeftOut() throws Exception {
    Run run =
        Run.of(
            "",
            "import",
            file(
                "{\"TCP_SERVER\":{\"host\":\"h\",\"port\":1,\"timout\":3},\"UART\":{\"port\":2},\"LED\":{}}"));

    assertEquals(ExitStatus.GOOD, run.exitStatus());
    assertEquals(
        """
        meterway import: warning: "LED" has no counterpart and is left out
        meterway import: warning: UART 2 of a QuecPython module is no Linux device: /dev/ttyS2 is a guess, say which with --device
        meterway import: warning: "TCP_SERVER.timout" has no counterpart and is left out; did you mean 'timeout'?
        """,
        run.err());
    JsonObject port = json(run.out()).getJsonObject("org.meterway.serial.SerialPort~meter1");
    assertEquals("/dev/ttyS2", port.getString("device"));
    assertEquals(115200, port.getInt("baudRate"));
    assertFalse(
        json(run.out())
            .getJsonObject("org.meterway.tcp.TcpHeadEnd~hes")
            .containsKey("connectTimeoutMs"));
  }

  @Test
  void writesANewFileAndNoOther() throws Exception {
    Path target = folder.resolve("gateway.json");
    String source = file(REFERENCE);
    Run first = Run.of("", "import", source, "--device", "/dev/x", "-o", target.toString());

    assertEquals("", first.good());
    assertTrue(Files.readString(target).contains("\"/dev/x\""));
    Run.of("", "import", source, "--device", "/dev/x", "-o", target.toString())
        .failsWith(ExitStatus.FAULT, "meterway import: the file exists already: " + target);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"UART\":{}}|\"TCP_SERVER\" is missing",
        "{\"TCP_SERVER\":{\"host\":\"h\",\"port\":0},\"UART\":{}}|\"TCP_SERVER.port\" is 0, expected a whole number from 1 to 65535",
        "{\"TCP_SERVER\":{\"port\":1},\"UART\":{}}|\"TCP_SERVER.host\" is missing, expected the name or address of the head end",
        "{\"TCP_SERVER\":{\"host\":\"h\",\"port\":1},\"UART\":{\"parity\":3}}|\"UART.parity\" is 3, expected 0 (NONE), 1 (EVEN), 2 (ODD)",
        "{\"TCP_SERVER\":{\"host\":\"h\",\"port\":1,\"timeout\":\"5\"},\"UART\":{\"flowctl\":2}}|\"UART.flowctl\" is 2, expected 0 (NONE), 1 (RTS_CTS); \"TCP_SERVER.timeout\" is \"5\", expected seconds from 0.1 to 300"
      })
  void namesTheValueAndWhatWouldBeRight(String text, String problem) throws IOException {
    String source = file(text);
    Run.of("", "import", source, "--device", "/dev/x")
        .failsWith(ExitStatus.USAGE, "meterway import: " + source + ": " + problem);
  }

  @Test
  void tellsWhereTheJsonIsWrong() throws IOException {
    String source = file("{\n  \"UART\": {,}\n}");
    Run.of("", "import", source)
        .failsWith(
            ExitStatus.USAGE,
            "meterway import: " + source + ", line 2, column 12: found ',', expected a string");
  }
}
