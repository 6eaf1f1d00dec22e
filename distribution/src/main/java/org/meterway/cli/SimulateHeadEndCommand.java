/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.meterway.simulator.Reception;
import org.meterway.simulator.SimulatedHeadEnd;
import org.meterway.simulator.SimulatedPayload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One head end. */
@Command(
    name = "headend",
    sortOptions = false,
    header = "A simulated head end: a TCP server that gateways connect to.",
    description = {
      "",
      "Tells what comes, counts what simulated meters sent, and can send payloads down.",
      "Ends after --seconds, or with Ctrl-C.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  meterway simulate headend --port 10025 --downlink 1",
      "  meterway simulate headend --port 10025 --confirm sequence --state head-end.state",
      "  meterway simulate headend --port 10025 --confirm sequence --get meter1:0x8005",
      "  meterway simulate headend --port 10025 --fault reset-random=5000 --fault none"
    })
final class SimulateHeadEndCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--port",
      required = true,
      paramLabel = "P",
      description = "TCP port to listen on; 0 for any free one")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "address to listen on (default 127.0.0.1; 0.0.0.0 for all)")
  private String host = "127.0.0.1";

  @Option(names = "--echo", description = "send everything back to where it came from")
  private boolean echo;

  @Option(
      names = "--downlink",
      paramLabel = "N",
      description = "payloads a second to each simulated meter (default 0)")
  private double downlinkRate;

  @Option(names = "--payload", paramLabel = "N", description = "bytes of each (default 64)")
  private int payloadLength = 64;

  @Mixin private HeadEndBehaviour behaviour;

  @Mixin private HeadEndRequests requests;

  @Option(names = "--seconds", paramLabel = "S", description = "end after so many seconds")
  private double seconds;

  SimulateHeadEndCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, CommandException, InterruptedException {
    check();
    Narrator narrator = new Narrator(console);
    AtomicReference<SimulatedHeadEnd> running = new AtomicReference<>();
    try (StopSignal stop = new StopSignal();
        SimulatedHeadEnd headEnd = open(narrator, running);
        Downlinks downlinks = Downlinks.start(headEnd, downlinkRate, payloadLength)) {
      running.set(headEnd);
      headEnd.start();
      requests.listen(headEnd, narrator, console.in());
      narrator.print("head end listens on " + host + ":" + headEnd.port());
      long end = System.nanoTime() + (long) (seconds * 1e9);
      while (!stop.await(Duration.ofMillis(50))
          && !narrator.isCut()
          && (seconds <= 0 || System.nanoTime() - end < 0)) {
        // The head end works on its own threads.
      }
      downlinks.stop();
      return stop.endWith(summary(headEnd, narrator));
    }
  }

  private void check() throws CommandException {
    requests.check(behaviour.hasRequests());
    if (port < 0 || port > 65535) {
      throw CommandException.usage("--port is " + port + ", expected 0 to 65535");
    }
    if (payloadLength < SimulatedPayload.MIN_LENGTH
        || payloadLength > SimulatedPayload.MAX_LENGTH) {
      throw CommandException.usage(
          "--payload is "
              + payloadLength
              + ", expected "
              + SimulatedPayload.MIN_LENGTH
              + " to "
              + SimulatedPayload.MAX_LENGTH);
    }
    if (!(downlinkRate >= 0)) {
      throw CommandException.usage("--downlink is " + downlinkRate + ", expected 0 or more");
    }
  }

  private SimulatedHeadEnd open(Narrator narrator, AtomicReference<SimulatedHeadEnd> running)
      throws IOException, CommandException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw CommandException.usage("--host " + host + " is not known, expected an own address");
    }
    try {
      return new SimulatedHeadEnd(
          behaviour.options(address, echo),
          new HeadEndStory(narrator) {
            @Override
            public void welcomed(String peer, String name, String stream, long highest) {
              super.welcomed(peer, name, stream, highest);
              // From another thread: this one reads the answers.
              CompletableFuture.runAsync(() -> requests.welcomed(running.get(), peer, narrator));
            }
          });
    } catch (BindException e) {
      throw CommandException.fault(
          "cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
    }
  }

  private static int summary(SimulatedHeadEnd headEnd, Narrator narrator) {
    if (headEnd.meters().isEmpty()) {
      narrator.print(
          "summary: bytes=%d, no numbered payloads of simulated meters among them"
              .formatted(headEnd.bytes()));
      return ExitStatus.GOOD;
    }
    Histogram latency = Reception.newHistogram();
    long received = 0;
    long missing = 0;
    long reordered = 0;
    long twice = 0;
    long repeated = 0;
    for (int meter : headEnd.meters()) {
      Reception reception = headEnd.reception(meter);
      received += reception.received();
      missing += reception.gaps();
      reordered += reception.reordered();
      twice += reception.duplicated();
      repeated += reception.repeated();
      reception.addLatenciesTo(latency);
    }
    narrator.print(
        "summary: meters=%d bytes=%d received=%d missing=%d reordered=%d"
                .formatted(headEnd.meters().size(), headEnd.bytes(), received, missing, reordered)
            + (twice == 0 ? "" : " twice=" + twice)
            + (repeated == 0 ? "" : " repeated=" + repeated)
            + (headEnd.faults() == 0 ? "" : " faults=" + headEnd.faults())
            + Words.latency(latency));
    return missing == 0 ? ExitStatus.GOOD : ExitStatus.FAULT;
  }
}
