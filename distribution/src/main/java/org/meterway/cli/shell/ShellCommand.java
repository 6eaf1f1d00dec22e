/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.meterway.cli.CommandException;
import org.meterway.cli.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives a running gateway the commands of an operator. */
@Command(
    name = "shell",
    sortOptions = false,
    header = "Give a running gateway commands.",
    description = {
      "",
      "Runs COMMAND in the gateway, or without one reads commands from the terminal, with",
      "completion by the tab key and history; 'help' tells which there are, 'exit' or Ctrl-D",
      "ends, Ctrl-C ends a command that goes on. Where the input is no terminal, each of its",
      "lines is a command.",
      "Exit status: that of the (last) command; 3 where no gateway runs with this data folder.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  meterway shell",
      "  meterway shell trace on meter1 --seconds 10",
      "  echo 'reconnect hes' | meterway shell --data /var/lib/meterway"
    })
public final class ShellCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "the gateway's data folder (default: ${DEFAULT-VALUE})")
  private Path data;

  @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "a command and its arguments")
  private List<String> words = new ArrayList<>();

  private ShellCommand(Console console) {
    this.console = console;
  }

  /** {@code meterway shell}. */
  public static CommandLine shell(Console console) {
    return wholeLine(new ShellCommand(console));
  }

  /** {@code meterway status}. */
  public static CommandLine status(Console console) {
    return wholeLine(new StatusCommand(console));
  }

  /** What stands behind the first word is the gateway's to understand. */
  private static CommandLine wholeLine(Object command) {
    return new CommandLine(command)
        .setStopAtPositional(true)
        .setUnmatchedOptionsArePositionalParams(true);
  }

  @Override
  public Integer call() throws IOException, CommandException {
    if (!words.isEmpty()) {
      try (ControlClient client = ControlClient.connect(data)) {
        return client.run(words, console.out());
      }
    }
    // Says at once where there is none.
    ControlClient.connect(data).close();
    return new Prompt(console, new RemoteShell(data, console)).run();
  }
}
