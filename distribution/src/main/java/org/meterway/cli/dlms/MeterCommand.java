/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.meterway.cli.CommandException;
import org.meterway.cli.Console;
import org.meterway.cli.ExitStatus;
import org.meterway.cli.StopSignal;
import org.meterway.dlms.security.KeyId;
import org.meterway.dlms.security.SecuritySuite;
import org.meterway.simulator.Pty;
import org.meterway.simulator.dlms.DlmsMeterOptions;
import org.meterway.simulator.dlms.DlmsTestMeter;
import org.meterway.simulator.dlms.MeterAssociation;
import org.meterway.simulator.dlms.MeterFault;
import org.meterway.simulator.dlms.MeterKeys;
import org.meterway.simulator.dlms.PtyByteLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A meter to test with. */
@Command(
    name = "meter",
    sortOptions = false,
    header = "Be a DLMS/COSEM meter to test with, with faults by choice.",
    description = {
      "",
      "Client 16 reads without authentication; clients 1, 2 and 3 do all with the password",
      "12345678, or by high level security with the keys 000102…0F and D0D1…DF (--ek-file,",
      "--ak-file for others); client 17 reads with the password 00000000.",
      "Prints where it listens. Ends with --seconds or Ctrl-C.",
      "Exit status: 0 ended as asked, 1 otherwise, 2 wrong usage.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  meterway dlms meter --tcp 127.0.0.1:4059 --fault WRONG_BLOCK_NUMBER:3:1"
    })
final class MeterCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(50);

  private final Console console;

  @Option(names = "--tcp", paramLabel = "HOST:PORT", description = "the wrapper over TCP")
  private String tcp;

  @Option(names = "--udp", paramLabel = "HOST:PORT", description = "the wrapper over UDP")
  private String udp;

  @Option(names = "--hdlc", paramLabel = "HOST:PORT", description = "HDLC over TCP")
  private String hdlc;

  @Option(
      names = "--mode-e",
      paramLabel = "HOST:PORT",
      description = "HDLC over TCP after a sign-on")
  private String modeE;

  @Option(
      names = "--pty",
      paramLabel = "LINK",
      description = "HDLC on a new pseudo-terminal, to which this symbolic link will point")
  private Path pty;

  @Option(names = "--pty-mode-e", description = "with a sign-on on the pseudo-terminal")
  private boolean ptyModeE;

  @Option(names = "--suite", paramLabel = "N", description = "security suite 0, 1 or 2 (default 0)")
  private int suite;

  @Option(names = "--ek-file", paramLabel = "FILE", description = "encryption key, in hex")
  private Path encryptionKeyFile;

  @Option(names = "--ak-file", paramLabel = "FILE", description = "authentication key, in hex")
  private Path authenticationKeyFile;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "password of clients 1, 2 and 3, and secret of high level security")
  private Path passwordFile;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "rows of the load profile (default 672)")
  private int rows = 672;

  @Option(
      names = "--pdu",
      paramLabel = "BYTES",
      description = "the longest APDU that it takes and sends (default 1024)")
  private int pduSize = 1024;

  @Option(
      names = "--forget-counters",
      description =
          "take any invocation counter in a new association, for clients that do not keep"
              + " theirs (a real meter does not)")
  private boolean forgetCounters;

  @Option(
      names = "--fault",
      paramLabel = "KIND[:AFTER[:TIMES[:AMOUNT]]]",
      description = "a fault by choice; --fault list tells which there are")
  private List<String> faults = new ArrayList<>();

  @Option(names = "--seconds", paramLabel = "S", description = "end after so many seconds")
  private double seconds = 1e9;

  MeterCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, CommandException, InterruptedException {
    if (faults.contains("list")) {
      console.print(kinds().replace(", ", "\n"));
      return ExitStatus.GOOD;
    }
    if (tcp == null && udp == null && hdlc == null && modeE == null && pty == null) {
      throw CommandException.usage(
          "say where the meter is: --tcp, --udp, --hdlc, --mode-e or --pty");
    }
    try (StopSignal stop = new StopSignal();
        DlmsTestMeter meter = DlmsTestMeter.start(options())) {
      serveLine(meter);
      tell("tcp", tcp, meter::tcpPort);
      tell("udp", udp, meter::udpPort);
      tell("hdlc", hdlc, meter::tcpHdlcPort);
      tell("mode-e", modeE, meter::tcpModeEPort);
      console.out().flush();
      long end = System.nanoTime() + (long) (seconds * 1e9);
      while (System.nanoTime() < end && !stop.isAsked()) {
        stop.await(POLL);
      }
      return stop.endWith(ExitStatus.GOOD);
    } finally {
      if (pty != null) {
        Files.deleteIfExists(pty);
      }
    }
  }

  private void tell(String kind, String option, IntSupplier port) throws IOException {
    if (option != null) {
      String host = option.substring(0, option.lastIndexOf(':'));
      console.print("meter at " + kind + "://" + host + ":" + port.getAsInt());
    }
  }

  private void serveLine(DlmsTestMeter meter) throws IOException, CommandException {
    if (pty == null) {
      return;
    }
    if (Files.exists(pty, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(pty)) {
      throw CommandException.usage("--pty " + pty + " is there already and is no symbolic link");
    }
    Pty terminal = Pty.open();
    terminal.linkAt(pty);
    if (ptyModeE) {
      meter.serveModeE(new PtyByteLine(terminal));
    } else {
      meter.serveHdlc(new PtyByteLine(terminal));
    }
    console.print("meter at " + pty);
  }

  private DlmsMeterOptions options() throws IOException, CommandException {
    if (suite < 0 || suite > 2) {
      throw CommandException.usage("--suite is " + suite + ", expected 0, 1 or 2");
    }
    try {
      DlmsMeterOptions.Builder builder =
          DlmsMeterOptions.builder()
              .keys(keys())
              .profileRows(rows)
              .maxPduSize(pduSize)
              .forgetsCounters(forgetCounters);
      if (tcp != null) {
        builder.tcp(SocketAddresses.parse("--tcp", tcp));
      }
      if (udp != null) {
        builder.udp(SocketAddresses.parse("--udp", udp));
      }
      if (hdlc != null) {
        builder.tcpHdlc(SocketAddresses.parse("--hdlc", hdlc));
      }
      if (modeE != null) {
        builder.tcpModeE(SocketAddresses.parse("--mode-e", modeE));
      }
      byte[] password = Secrets.password(passwordFile, "METERWAY_PASSWORD");
      if (password.length > 0) {
        builder.associations(associations(password));
      }
      List<MeterFault> planned = new ArrayList<>();
      for (String fault : faults) {
        planned.add(fault(fault));
      }
      return builder.faults(planned).build();
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage());
    }
  }

  private static List<MeterAssociation> associations(byte[] password) {
    return MeterAssociation.usual().stream()
        .map(
            usual ->
                usual.client() <= 3
                    ? new MeterAssociation(
                        usual.client(), usual.mechanisms(), password, usual.rights())
                    : usual)
        .toList();
  }

  private MeterKeys keys() throws IOException, CommandException {
    MeterKeys keys = MeterKeys.usual(SecuritySuite.values()[suite]);
    int length = suite == 2 ? 32 : 16;
    byte[] encryption = Secrets.key("the encryption key", encryptionKeyFile, "METERWAY_EK", length);
    byte[] authentication =
        Secrets.key("the authentication key", authenticationKeyFile, "METERWAY_AK", length);
    if (encryption != null) {
      keys.set(KeyId.UNICAST_ENCRYPTION, encryption);
    }
    if (authentication != null) {
      keys.set(KeyId.AUTHENTICATION, authentication);
    }
    return keys;
  }

  private static MeterFault fault(String text) throws CommandException {
    String[] parts = text.split(":");
    try {
      String name = parts[0].toUpperCase(Locale.ROOT).replace('-', '_');
      MeterFault fault = MeterFault.of(MeterFault.Kind.valueOf(name));
      fault = parts.length > 1 ? fault.after(Integer.parseInt(parts[1])) : fault;
      fault = parts.length > 2 ? fault.times(Integer.parseInt(parts[2])) : fault;
      return parts.length > 3 ? fault.amount(Integer.decode(parts[3])) : fault;
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(
          "--fault is '"
              + text
              + "', expected KIND[:AFTER[:TIMES[:AMOUNT]]] with one of "
              + kinds());
    }
  }

  private static String kinds() {
    return Arrays.stream(MeterFault.Kind.values())
        .map(Enum::name)
        .collect(Collectors.joining(", "));
  }
}
