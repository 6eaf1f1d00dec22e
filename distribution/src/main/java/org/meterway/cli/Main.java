/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.meterway.cli.dlms.DlmsCommand;
import org.meterway.cli.shell.ShellCommand;
import org.meterway.cli.update.UpdateCommand;
import org.meterway.gateway.GatewayException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of Meterway. */
@Command(
    name = "meterway",
    header = "Meterway: a gateway between electricity meters on serial lines and a head end.",
    synopsisSubcommandLabel = "COMMAND",
    synopsisHeading = "%nUsage: ",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "  test      Run the whole test suite of the checkout, installing what it needs.",
      "",
      "First steps: 'meterway demo' needs no hardware and no configuration.",
      "'meterway help COMMAND' tells more of a command.",
      "Exit status: 0 all good, 1 something was wrong on the way, 2 called wrongly."
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  private Main() {}

  /** Runs one command and ends the process with its exit status. */
  public static void main(String[] args) {
    Console console = Console.ofProcess();
    // Threads of a command that was interrupted in the middle must not keep the process alive.
    System.exit(run(console, args));
  }

  /** Runs one command; returns its exit status. */
  static int run(Console console, String... args) {
    return run(console, commandLine(console), args);
  }

  /** As {@link #run(Console, String...)}, with a command line that may be used again. */
  static int run(Console console, CommandLine commandLine, String... args) {
    int exitStatus = commandLine.execute(args);
    try {
      commandLine.getOut().flush();
      console.out().flush();
    } catch (IOException e) {
      exitStatus = report(console, "", e, exitStatus);
    }
    return exitStatus;
  }

  static CommandLine commandLine(Console console) {
    CommandLine commandLine =
        new CommandLine(new Main())
            .addSubcommand(new DemoCommand(console))
            .addSubcommand(new RunCommand(console))
            .addSubcommand(ShellCommand.status(console))
            .addSubcommand(ShellCommand.shell(console))
            .addSubcommand(
                new CommandLine(new SimulateCommand())
                    .addSubcommand(new SimulateMeterCommand(console))
                    .addSubcommand(new SimulateHeadEndCommand(console))
                    .addSubcommand(new SimulateModemCommand(console)))
            .addSubcommand(DlmsCommand.commandLine(console))
            .addSubcommand(UpdateCommand.commandLine(console))
            .addSubcommand(new DecodeCommand(console))
            .addSubcommand(new EncodeCommand(console))
            .addSubcommand(new ImportCommand(console))
            .addSubcommand(new HelpCommand())
            .registerConverter(Path.class, new UserPath());
    withHelpAndVersion(commandLine);
    commandLine.registerConverter(Path.class, new UserPath());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setOut(
        new PrintWriter(new OutputStreamWriter(console.out(), StandardCharsets.UTF_8)));
    commandLine.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    commandLine.setParameterExceptionHandler(
        (e, arguments) -> {
          console.complain(name(e.getCommandLine()) + ": " + Problems.of(e));
          return ExitStatus.USAGE;
        });
    commandLine.setExecutionExceptionHandler(
        (e, failed, result) ->
            // The last flush fails again, and tells of the output once for all commands.
            e instanceof Console.OutputException
                ? ExitStatus.FAULT
                : report(console, name(failed), e, ExitStatus.FAULT));
    return commandLine;
  }

  private static void withHelpAndVersion(CommandLine commandLine) {
    CommandSpec spec = commandLine.getCommandSpec();
    spec.versionProvider(new VersionProvider());
    if (!spec.mixinStandardHelpOptions() && !spec.optionsMap().containsKey("--help")) {
      spec.mixinStandardHelpOptions(true);
    }
    commandLine.getSubcommands().values().forEach(Main::withHelpAndVersion);
  }

  private static String name(CommandLine commandLine) {
    return commandLine.getCommandSpec().qualifiedName(" ");
  }

  private static int report(Console console, String name, Exception e, int exitStatus) {
    String prefix = name.isEmpty() ? "meterway: " : name + ": ";
    if (e instanceof CommandException known) {
      known.getMessage().lines().forEach(line -> console.complain(prefix + line));
      return known.exitStatus();
    }
    if (e instanceof GatewayException gateway) {
      gateway.problems().forEach(problem -> console.complain(prefix + problem));
      return ExitStatus.FAULT;
    }
    if (e instanceof Console.OutputException output) {
      if (!output.isBrokenPipe()) {
        console.complain(prefix + "cannot write the output: " + output.getMessage());
        return ExitStatus.FAULT;
      }
      return exitStatus;
    }
    if (e instanceof IOException io) {
      console.complain(prefix + Problems.of(io));
      return ExitStatus.FAULT;
    }
    if (e instanceof UncheckedIOException io) {
      return report(console, name, io.getCause(), exitStatus);
    }
    console.complain(prefix + "internal error: " + e);
    return ExitStatus.FAULT;
  }

  /** Called without a command. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is needed, such as 'demo'");
  }
}
