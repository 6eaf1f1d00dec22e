/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import org.meterway.api.message.Message;
import org.meterway.rfc1662.Rfc1662FrameCodec;
import org.meterway.rfc1662.Rfc1662MessageCodec;
import org.meterway.simulator.Codecs;
import org.meterway.simulator.DeviceLine;
import org.meterway.simulator.Line;
import org.meterway.simulator.MeterPlan;
import org.meterway.simulator.Pty;
import org.meterway.simulator.PtyLine;
import org.meterway.simulator.Reception;
import org.meterway.simulator.SimulatedMeter;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One meter. */
@Command(
    name = "meter",
    sortOptions = false,
    header = "A simulated meter on a serial device, or on a pseudo-terminal of its own.",
    description = {
      "",
      "Sends payloads, asks its module for parameters now and then, answers the",
      "module's questions, and tells what happens. Ends after --count or --seconds,",
      "or with Ctrl-C.",
      "Exit status: 0 if the line held and each question was answered, 1 otherwise.",
      ""
    },
    footer = {
      "",
      "Example: a gateway whose port has the device /tmp/meter1 talks to",
      "  meterway simulate meter --pty /tmp/meter1 --rate 5"
    })
final class SimulateMeterCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private final Console console;

  @ArgGroup(multiplicity = "1")
  private Where where;

  @Mixin private FrameOptions frameOptions;

  @Option(
      names = "--baud",
      paramLabel = "N",
      description = "baud rate of --device (default 115200)")
  private int baudRate = 115200;

  @Option(names = "--number", paramLabel = "N", description = "the meter's number (default 1)")
  private int number = 1;

  @Option(names = "--rate", paramLabel = "N", description = "payloads a second (default 2)")
  private double rate = 2;

  @Option(names = "--payload", paramLabel = "N", description = "bytes of each (default 48)")
  private int payloadLength = 48;

  @Option(
      names = "--message",
      paramLabel = "JSON",
      description = "send this instead of payloads, in the form that encode reads")
  private String message;

  @Option(names = "--count", paramLabel = "N", description = "end after so many payloads")
  private long count;

  @Option(names = "--seconds", paramLabel = "S", description = "end after so many seconds")
  private double seconds;

  @Option(
      names = "--questions",
      paramLabel = "N",
      description = "parameter questions and events a second (default 0.5)")
  private double questionRate = 0.5;

  @Option(
      names = "--noise",
      paramLabel = "P",
      description = "how probable line noise is before a frame, 0 to 1 (default 0)")
  private double noise;

  @Option(
      names = "--at-once",
      description = "send whether a gateway answers or not; what it does not hear is lost")
  private boolean atOnce;

  SimulateMeterCommand(Console console) {
    this.console = console;
  }

  /** Where the meter sits; exactly one is given. */
  private static final class Where {
    @Option(names = "--device", paramLabel = "PATH", description = "a serial device, 8N1")
    private Path device;

    @Option(
        names = "--pty",
        paramLabel = "LINK",
        description = "a new pseudo-terminal, to which this symbolic link will point")
    private Path link;
  }

  @Override
  public Integer call() throws IOException, CommandException, InterruptedException {
    Codecs codecs =
        new Codecs(new Rfc1662FrameCodec(), new Rfc1662MessageCodec(), frameOptions.meterFormat());
    MeterPlan plan = checkedPlan();
    Narrator narrator = new Narrator(console);
    try (StopSignal stop = new StopSignal();
        SimulatedMeter meter =
            new SimulatedMeter(
                number,
                openLine(narrator),
                codecs,
                plan,
                new MeterStory("meter" + number, narrator))) {
      meter.listen();
      BooleanSupplier over = over(meter, stop, narrator);
      if (!atOnce) {
        awaitGateway(meter, over, narrator);
      }
      meter.send();
      while (!over.getAsBoolean() && !meter.awaitSent(POLL)) {
        // The meter works on its own threads.
      }
      meter.stopSending();
      meter.awaitSent(DRAIN);
      meter.awaitAnswer(DRAIN);
      if (message != null) {
        meter.awaitReplies(DRAIN);
      }
      narrator.print(message == null ? summary(meter) : repliesSummary(meter));
      boolean good = !meter.hasFailed() && meter.answered() == meter.asked();
      return stop.endWith(good ? ExitStatus.GOOD : ExitStatus.FAULT);
    } finally {
      if (where.link != null) {
        Files.deleteIfExists(where.link);
      }
    }
  }

  private MeterPlan checkedPlan() throws CommandException {
    if (number < 0 || number > 0xFFFF) {
      throw CommandException.usage("--number is " + number + ", expected 0 to 65535");
    }
    if (where.link != null
        && Files.exists(where.link, LinkOption.NOFOLLOW_LINKS)
        && !Files.isSymbolicLink(where.link)) {
      throw CommandException.usage(
          "--pty " + where.link + " is there already and is no symbolic link");
    }
    try {
      return new MeterPlan(rate, payloadLength, count, questionRate, noise, message());
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage());
    }
  }

  private Message message() throws CommandException {
    if (message == null) {
      return null;
    }
    try {
      return MessageParser.parse(new Fields(new JsonText().object(message)));
    } catch (JsonText.JsonSyntaxException e) {
      throw CommandException.usage("--message, column " + e.column() + ": " + e.getMessage());
    } catch (JsonInputException e) {
      throw CommandException.usage("--message: " + e.getMessage());
    }
  }

  private Line openLine(Narrator narrator) throws IOException {
    if (where.device != null) {
      return DeviceLine.open(where.device, baudRate);
    }
    Pty pty = Pty.open();
    try {
      pty.linkAt(where.link.toAbsolutePath());
    } catch (IOException e) {
      pty.close();
      throw e;
    }
    narrator.print("meter" + number + " sits at " + where.link + " (" + pty.device() + ")");
    return new PtyLine(pty);
  }

  private static void awaitGateway(SimulatedMeter meter, BooleanSupplier over, Narrator narrator)
      throws IOException {
    narrator.print("waiting for a gateway to answer (--at-once does not wait)");
    boolean answered = false;
    while (!answered && !over.getAsBoolean()) {
      answered = meter.awaitGateway(POLL.multipliedBy(8));
    }
    if (answered) {
      narrator.tell("the gateway answers");
    }
  }

  /** Whether the time is over, or somebody wants it to end, or it cannot go on. */
  private BooleanSupplier over(SimulatedMeter meter, StopSignal stop, Narrator narrator) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    return () ->
        stop.isAsked()
            || meter.hasFailed()
            || narrator.isCut()
            || seconds > 0 && System.nanoTime() - end >= 0;
  }

  private static String repliesSummary(SimulatedMeter meter) {
    return "summary: sent=%d replies=%d asked=%d answered=%d"
        .formatted(meter.sent(), meter.replies(), meter.asked(), meter.answered());
  }

  private static String summary(SimulatedMeter meter) {
    Reception down = meter.reception();
    Histogram latency = Reception.newHistogram();
    down.addLatenciesTo(latency);
    String summary =
        "summary: sent=%d asked=%d answered=%d downlinks=%d missing=%d reordered=%d foreign bytes=%d"
            .formatted(
                meter.sent(),
                meter.asked(),
                meter.answered(),
                down.received(),
                down.gaps(),
                down.reordered(),
                down.foreignBytes());
    return summary + Words.latency(latency);
  }
}
