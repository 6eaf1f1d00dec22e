/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.meterway.gateway.GatewayException;
import org.meterway.simulator.MeterPlan;
import org.meterway.simulator.SimulatedPayload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The demonstration. */
@Command(
    name = "demo",
    sortOptions = false,
    header = "Show it all at work: simulated meters, a gateway, a head end.",
    description = {
      "",
      "Needs no hardware and no configuration: each simulated meter sits on a",
      "pseudo-terminal, the head end on a TCP port of this machine, and the traffic",
      "goes through the installed bundles. Tells what happens, and ends with a",
      "summary after --seconds, or with Ctrl-C.",
      "Exit status: 0 nothing was lost, 1 otherwise.",
      ""
    })
final class DemoCommand implements Callable<Integer> {
  private static final int MOST_METERS = 64;

  private final Console console;

  @Option(names = "--meters", paramLabel = "N", description = "simulated meters (default 4)")
  private int meters = 4;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "end after so many seconds (default: with Ctrl-C)")
  private double seconds;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "payloads a second from each meter (default 20)")
  private double rate = 20;

  @Option(
      names = "--downlink",
      paramLabel = "N",
      description = "payloads a second to each meter (default 5)")
  private double downlinkRate = 5;

  @Option(names = "--payload", paramLabel = "N", description = "bytes of each (default 48)")
  private int payloadLength = 48;

  @Option(
      names = "--noise",
      paramLabel = "P",
      description = "how probable line noise is before a meter's frame, 0 to 1 (default 0)")
  private double noise;

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call()
      throws IOException, CommandException, GatewayException, InterruptedException {
    check("--meters", meters, 1, MOST_METERS);
    check("--payload", payloadLength, SimulatedPayload.MIN_LENGTH, SimulatedPayload.MAX_LENGTH);
    check("--downlink", downlinkRate, 0, 100_000);
    check("--rate", rate, 0, 100_000);
    check("--noise", noise, 0, 1);
    check("--seconds", seconds, 0, 1e9);
    MeterPlan plan = new MeterPlan(rate, payloadLength, 0, 1, noise);
    Narrator narrator = new Narrator(console);
    try (StopSignal stop = new StopSignal();
        Demo demo = new Demo(narrator, meters, plan, downlinkRate, seconds > 0)) {
      demo.introduce();
      if (!demo.start(stop)) {
        return stop.endWith(ExitStatus.FAULT);
      }
      demo.run(seconds, stop);
      return stop.endWith(demo.finish() ? ExitStatus.GOOD : ExitStatus.FAULT);
    }
  }

  private static void check(String option, double value, double min, double max)
      throws CommandException {
    if (!(value >= min && value <= max)) {
      throw CommandException.usage(
          "%s is %s, expected %s to %s".formatted(option, plain(value), plain(min), plain(max)));
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
