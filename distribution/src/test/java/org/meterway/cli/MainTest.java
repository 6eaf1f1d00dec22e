/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "decod|meterway: unknown command 'decod'; did you mean 'decode'?; see 'meterway help'",
        "xyzzy|meterway: unknown command 'xyzzy'; see 'meterway help'",
        "--verson|meterway: unknown option '--verson'; did you mean '--version'?; see 'meterway help'",
        "decode --framin=length|meterway decode: unknown option '--framin=length'; did you mean '--framing'?; see 'meterway help decode'",
        "decode --framing=foo|meterway decode: Invalid value for option '--framing': 'foo', expected length or stuffed; see 'meterway help decode'",
        "decode --fcs 8|meterway decode: Invalid value for option '--fcs': '8', expected 16 or 32; see 'meterway help decode'",
        "decode --accm xyz|meterway decode: Invalid value for option '--accm': 'xyz', expected up to 8 hex digits such as 000a0000; see 'meterway help decode'",
        "decode --max 0|meterway decode: --max is 0, expected 1 to 65535",
        "decode a b|meterway decode: unexpected argument 'b'; see 'meterway help decode'",
        "import|meterway import: Missing required parameter: 'FILE'; see 'meterway help import'",
        "simulate|meterway simulate: say what to simulate: 'simulate meter', 'simulate headend' or 'simulate modem'; see 'meterway help simulate'",
        "simulate headend --port 70000|meterway simulate headend: --port is 70000, expected 0 to 65535",
        "demo --meters 0|meterway demo: --meters is 0, expected 1 to 64",
        "demo --noise 2|meterway demo: --noise is 2, expected 0 to 1"
      })
  void aWrongCallIsToldInOneLine(String arguments, String error) {
    Run.of("", arguments.split(" ")).failsWith(ExitStatus.USAGE, error);
  }

  @Test
  void aCallWithoutCommandIsWrong() {
    Run.of("")
        .failsWith(
            ExitStatus.USAGE, "meterway: a command is needed, such as 'demo'; see 'meterway help'");
  }

  @Test
  void aFileThatIsNotThereIsTold(@TempDir Path folder) {
    Path absent = folder.resolve("absent.hex");
    for (String command : List.of("decode", "encode", "import")) {
      Run.of("", command, absent.toString())
          .failsWith(ExitStatus.USAGE, "meterway " + command + ": no such file: " + absent);
      Run.of("", command, folder.toString())
          .failsWith(
              ExitStatus.USAGE,
              "meterway " + command + ": a file is needed, but this is a folder: " + folder);
    }
  }

  @Test
  void helpNamesEachCommand() {
    String help = Run.of("", "help").good();

    for (String command :
        List.of("demo", "run", "simulate", "decode", "encode", "import", "test")) {
      assertTrue(help.lines().anyMatch(line -> line.startsWith("  " + command + " ")), command);
    }
    assertEquals(help, Run.of("", "--help").good());
  }

  @Test
  void eachCommandHasItsHelp() {
    for (String command : List.of("demo", "run", "simulate", "decode", "encode", "import")) {
      String help = Run.of("", command, "--help").good();
      assertTrue(help.contains("Usage: meterway " + command), help);
      assertTrue(help.lines().allMatch(line -> line.length() <= 80), help);
    }
  }

  @Test
  void versionNamesProgramAndJava() {
    List<String> lines = Run.of("", "--version").goodLines();

    assertTrue(lines.get(0).startsWith("meterway "), lines.toString());
    assertTrue(lines.get(1).startsWith("Java "), lines.toString());
  }
}
