/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The simulators, each alone. */
@Command(
    name = "simulate",
    header = "A simulated meter, head end or modem, against a real gateway.",
    synopsisSubcommandLabel = "meter|headend|modem",
    description = "",
    footer = {"", "'meterway simulate meter --help' tells more of one."})
final class SimulateCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** Called without saying which. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say what to simulate: 'simulate meter', 'simulate headend' or 'simulate modem'");
  }
}
