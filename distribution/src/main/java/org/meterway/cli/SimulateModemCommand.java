/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.meterway.api.modem.Registration;
import org.meterway.simulator.modem.ModemFault;
import org.meterway.simulator.modem.SimulatedModem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One modem. */
@Command(
    name = "modem",
    sortOptions = false,
    header = "A simulated mobile modem on a pseudo-terminal, which takes AT commands.",
    description = {
      "",
      "Answers what a gateway asks of SIM card, registration, signal, operator, radio",
      "and short messages, and shows each command. What happens to it is read from the",
      "standard input, one line each:",
      "",
      "  sms NUMBER TEXT     a short message comes",
      "  say TEXT            it says a line unasked, as RING",
      "  signal N            0 to 31, or 99 for unknown",
      "  register STATE      home, roaming, searching, denied or not_registered",
      "  stick [N]           not registered until its radio was off and on N times",
      "  sim STATE           ready, absent, failed, pin_required or puk_required",
      "  fault NAME on|off   mute, slow, garbage, byte_by_byte, errors, echo_stays,",
      "                      unsolicited_in_the_middle, sending_fails, pin_answer_lost,",
      "                      without_cereg",
      "  restart             it loses its settings",
      "",
      "Ends after --seconds, or with Ctrl-C.",
      ""
    },
    footer = {
      "",
      "Example: a gateway whose modem port has the device /tmp/modem talks to",
      "  meterway simulate modem --pty /tmp/modem"
    })
final class SimulateModemCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final String PUK = "12345678";

  private final Console console;

  @Option(
      names = {"--pty", "--link"},
      required = true,
      paramLabel = "LINK",
      description = "a new pseudo-terminal, to which this symbolic link will point")
  private Path link;

  @Option(
      names = "--pin",
      paramLabel = "PIN",
      description = "the SIM card asks for this PIN; its PUK is " + PUK)
  private String pin;

  @Option(names = "--signal", paramLabel = "N", description = "0 to 31 (default 20)")
  private int signal = 20;

  @Option(
      names = "--operator",
      paramLabel = "NAME",
      description = "the network's name (default Simulated Mobile)")
  private String operator = "Simulated Mobile";

  @Option(
      names = "--register",
      paramLabel = "STATE",
      description = "home, roaming, searching, denied or not_registered (default home)")
  private Registration registration = Registration.HOME;

  @Option(
      names = "--fault",
      split = ",",
      paramLabel = "NAME",
      description = "what it does wrong from the start")
  private List<ModemFault> faults = new ArrayList<>();

  @Option(names = "--seconds", paramLabel = "S", description = "end after so many seconds")
  private double seconds;

  SimulateModemCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, CommandException, InterruptedException {
    if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link)) {
      throw CommandException.usage("--pty " + link + " is there already and is no symbolic link");
    }
    if (signal < 0 || signal > 31 && signal != 99) {
      throw CommandException.usage("--signal is " + signal + ", expected 0 to 31, or 99");
    }
    Narrator narrator = new Narrator(console);
    try (StopSignal stop = new StopSignal();
        SimulatedModem modem = SimulatedModem.onPty()) {
      prepare(modem);
      modem.setTrace(line -> narrator.tell("modem " + line));
      modem.linkAt(link.toAbsolutePath());
      narrator.print("the modem sits at " + link + " (" + modem.device() + ")");
      Thread reader = new Thread(() -> act(modem, narrator), "meterway-modem-actions");
      reader.setDaemon(true);
      reader.start();
      long end = System.nanoTime() + (long) (seconds * 1e9);
      while (!stop.await(POLL)
          && !narrator.isCut()
          && !(seconds > 0 && System.nanoTime() - end >= 0)) {
        // The modem works on its own threads.
      }
      modem.setTrace(line -> {});
      narrator.print(
          "summary: commands=%d sent=%d radio cycles=%d"
              .formatted(modem.commands().size(), modem.sent().size(), modem.radioCycles()));
      return stop.endWith(ExitStatus.GOOD);
    } finally {
      Files.deleteIfExists(link);
    }
  }

  private void prepare(SimulatedModem modem) {
    modem.setSignal(signal);
    modem.setOperator(operator);
    modem.setRegistration(registration);
    if (pin != null) {
      modem.requirePin(pin, PUK);
    }
    faults.forEach(fault -> modem.set(fault, true));
  }

  private void act(SimulatedModem modem, Narrator narrator) {
    ModemActions actions = new ModemActions(modem);
    try {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
      String line = lines.readLine();
      while (line != null) {
        try {
          actions.act(line);
        } catch (IllegalArgumentException e) {
          narrator.print(e.getMessage());
        }
        line = lines.readLine();
      }
    } catch (IOException e) {
      narrator.print("no more is read: " + e.getMessage());
    }
  }
}
