/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A QuecPython configuration file to one of Meterway's. */
@Command(
    name = "import",
    sortOptions = false,
    header = "Translate a QuecPython configuration (dev.json) for the gateway.",
    description = {
      "",
      "Takes the sections TCP_SERVER and UART; what has no counterpart is warned of.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  meterway import dev.json --device /dev/ttyUSB0 -o gateway.json",
      "  meterway run --config gateway.json"
    })
final class ImportCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "FILE", description = "the QuecPython file, usually dev.json")
  private Path file;

  @Option(
      names = "--device",
      paramLabel = "PATH",
      description = "the serial device of the meter, such as /dev/ttyUSB0")
  private String device;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "a new file (default: standard output)")
  private Path output;

  ImportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, CommandException {
    QuecPythonConfiguration configuration = new QuecPythonConfiguration(source(), device);
    String text = pretty(translated(configuration));
    configuration
        .warnings()
        .forEach(warning -> console.complain("meterway import: warning: " + warning));
    if (output == null) {
      console.print(text);
    } else {
      Files.writeString(
          output, text + "\n", StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
    return ExitStatus.GOOD;
  }

  private JsonObject source() throws IOException, CommandException {
    try {
      return new JsonText().object(Inputs.text(file));
    } catch (JsonText.JsonSyntaxException e) {
      throw CommandException.usage(
          file + ", line " + e.line() + ", column " + e.column() + ": " + e.getMessage());
    } catch (JsonInputException e) {
      throw CommandException.usage(file + ": " + e.getMessage());
    }
  }

  private JsonObject translated(QuecPythonConfiguration configuration) throws CommandException {
    try {
      return configuration.translate();
    } catch (CommandException e) {
      throw CommandException.usage(file + ": " + e.getMessage());
    }
  }

  private static String pretty(JsonObject object) {
    StringWriter text = new StringWriter();
    try (JsonWriter writer =
        Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true)).createWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString().strip();
  }
}
