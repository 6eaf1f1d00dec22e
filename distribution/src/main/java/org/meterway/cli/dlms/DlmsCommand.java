/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import org.meterway.cli.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The parent of the DLMS/COSEM commands. */
@Command(
    name = "dlms",
    sortOptions = false,
    header = "Talk DLMS/COSEM with a meter, listen to meters, or be one.",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "",
      "A meter is named by a URI:",
      "  tcp://HOST:PORT, udp://HOST:PORT or serial:/dev/ttyUSB0?baudRate=9600",
      "an object's attribute or method by class, logical name and number:",
      "  3:1.0.1.8.0.255:2",
      "Passwords and keys come from files (--password-file, --ek-file, --ak-file) or from",
      "the environment (METERWAY_PASSWORD, METERWAY_EK, METERWAY_AK), never from arguments.",
      "Exit status: 0 all good, 1 some error, 2 wrong usage, 3 no association.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  meterway dlms read tcp://10.0.0.5:4059 3:1.0.1.8.0.255:2 8:0.0.1.0.0.255:2",
      "  meterway dlms read 'serial:/dev/ttyUSB0?baudRate=300' 1:0.0.42.0.0.255:2 --framing mode-e",
      "  meterway dlms meter --tcp 127.0.0.1:4059"
    })
public final class DlmsCommand implements Runnable {
  /** No association with the meter. */
  static final int NO_ASSOCIATION = 3;

  @Spec private CommandSpec spec;

  private DlmsCommand() {}

  /** The command and those below it. */
  public static CommandLine commandLine(Console console) {
    return new CommandLine(new DlmsCommand())
        .addSubcommand(new ReadCommand(console))
        .addSubcommand(new WriteCommand(console))
        .addSubcommand(new CallCommand(console))
        .addSubcommand(new ObjectsCommand(console))
        .addSubcommand(new ProfileCommand(console))
        .addSubcommand(new ClockCommand(console))
        .addSubcommand(new ListenCommand(console))
        .addSubcommand(new MeterCommand(console))
        .addSubcommand(new ExplainCommand(console));
  }

  /** Called without saying what to do. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say what to do: 'dlms read', 'dlms decode' …; see 'meterway dlms --help'");
  }
}
