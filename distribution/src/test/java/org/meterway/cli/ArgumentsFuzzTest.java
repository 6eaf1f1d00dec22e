/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;
import picocli.CommandLine;

/**
 * Any arguments: the command runs, or says in words what is wrong. Commands that would start
 * something are only read.
 */
class ArgumentsFuzzTest extends FuzzTarget {
  private static final String FOLDER = "meterway.folder";
  private static final String GIVEN = "given.json";

  private static final List<String> WORDS =
      List.of(
          "demo",
          "run",
          "simulate",
          "meter",
          "headend",
          "decode",
          "encode",
          "import",
          "help",
          "test",
          "-h",
          "--help",
          "-V",
          "--version",
          "--meters",
          "--seconds",
          "--rate",
          "--framing",
          "--framing=stuffed",
          "length",
          "--fcs",
          "16",
          "32",
          "--fcs-order",
          "either",
          "--accm",
          "000a0000",
          "--max",
          "65535",
          "0",
          "-1",
          "1e9",
          "NaN",
          "99999999999",
          "--raw",
          "--config",
          "--data",
          "--http",
          "off",
          "127.0.0.1:0",
          "--deploy",
          "--shell",
          "--device",
          "--pty",
          "--baud",
          "--message",
          "{}",
          "--port",
          "--host",
          "--echo",
          "--downlink",
          "-o",
          "--output",
          GIVEN,
          "out",
          ".",
          "absent",
          "--",
          "-",
          "@",
          "@" + GIVEN,
          "",
          " ",
          "=",
          "--=",
          "'",
          "\"");

  /** What ends by itself. */
  private static final Set<String> RUN =
      Set.of("meterway", "decode", "encode", "import", "help", "simulate");

  @TempDir private static Path folder;

  private final ManyRuns commands = new ManyRuns();

  ArgumentsFuzzTest() {
    CommandLine.IExecutionStrategy last = new CommandLine.RunLast();
    commands
        .commandLine()
        .setExecutionStrategy(
            parsed -> {
              List<CommandLine> called = parsed.asCommandLineList();
              String name = called.get(called.size() - 1).getCommandName();
              return RUN.contains(name) ? last.execute(parsed) : ExitStatus.GOOD;
            });
  }

  @BeforeAll
  static void givenAFolderWithAFile() throws IOException {
    System.setProperty(FOLDER, folder.toString());
    Files.writeString(
        folder.resolve(GIVEN),
        "{\"TCP_SERVER\":{\"host\":\"a\",\"port\":1},\"UART\":{\"port\":2}}");
  }

  @AfterAll
  static void forgetTheFolder() {
    System.clearProperty(FOLDER);
  }

  @Override
  protected int weight() {
    return 4;
  }

  @Override
  protected void check(byte[] input) throws IOException {
    Choices choices = new Choices(input);
    List<String> arguments = new ArrayList<>();
    int count = choices.below(9);
    for (int i = 0; i < count; i++) {
      arguments.add(argument(choices));
    }
    commands.run(choices.rest(), arguments.toArray(String[]::new));
    removeWhatWasWritten();
  }

  private static String argument(Choices choices) {
    return switch (choices.below(8)) {
      case 0 -> any(choices);
      case 1 -> choices.of(WORDS) + any(choices);
      case 2 -> choices.of(WORDS) + "=" + choices.of(WORDS);
      default -> choices.of(WORDS);
    };
  }

  /** Without a separator, so that no file outside of the folder is meant. */
  private static String any(Choices choices) {
    return new String(choices.bytes(12), StandardCharsets.UTF_8).replaceAll("[/]|\\.\\.", "");
  }

  private static void removeWhatWasWritten() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      files.filter(file -> !file.endsWith(GIVEN)).forEach(ArgumentsFuzzTest::remove);
    }
  }

  private static void remove(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
