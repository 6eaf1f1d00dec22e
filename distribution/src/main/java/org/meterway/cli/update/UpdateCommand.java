/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.update;

import org.meterway.cli.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about releases. */
@Command(
    name = "update",
    sortOptions = false,
    header = "Update a running gateway; publish what gateways update to.",
    synopsisSubcommandLabel = "COMMAND",
    description = {"", "docs/how-to/update-a-fleet.md shows all of it.", ""},
    footer = {
      "",
      "Examples:",
      "  meterway update status --data /var/lib/meterway",
      "  meterway update apply --data /var/lib/meterway",
      "  meterway update keygen release.pem",
      "  meterway update publish 0.2.0 --key release.pem --bundles DIR --into DIR"
    })
public final class UpdateCommand implements Runnable {
  @Spec private CommandSpec spec;

  private UpdateCommand() {}

  /** The command and those below it. */
  public static CommandLine commandLine(Console console) {
    return new CommandLine(new UpdateCommand())
        .addSubcommand(new AskCommand.Status(console))
        .addSubcommand(new AskCommand.Check(console))
        .addSubcommand(new AskCommand.Stage(console))
        .addSubcommand(new AskCommand.Apply(console))
        .addSubcommand(new AskCommand.RollBack(console))
        .addSubcommand(new KeygenCommand(console))
        .addSubcommand(new PublishCommand(console))
        .addSubcommand(new PromoteCommand(console))
        .addSubcommand(new RefreshCommand(console))
        .addSubcommand(new VerifyCommand(console));
  }

  /** Called without saying what to do. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say what to do: 'update status', 'update apply' …; see 'meterway update --help'");
  }
}
