/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.meterway.cli.CommandException;
import org.meterway.cli.Console;
import org.meterway.cli.ExitStatus;
import org.meterway.cli.StopSignal;
import org.meterway.dlms.push.Notification;
import org.meterway.dlms.push.PushKeys;
import org.meterway.dlms.push.PushListener;
import org.meterway.dlms.push.PushOptions;
import org.meterway.dlms.push.PushSink;
import org.meterway.dlms.push.Reading;
import org.meterway.dlms.record.ApduTree;
import org.meterway.dlms.record.JsonTree;
import org.meterway.dlms.record.NotificationTree;
import org.meterway.dlms.security.KeyRing;
import org.meterway.dlms.security.SecuritySuite;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Listens to meters that push. */
@Command(
    name = "listen",
    sortOptions = false,
    header = "Listen to what meters push, over TCP, UDP or a serial line.",
    description = {
      "",
      "HDLC, M-Bus, wrapper and bare APDUs are recognised, and the layouts of Aidon, Iskraemeco,",
      "Kaifa, Kamstrup and Landis+Gyr. Prints readings for people, or a JSON object a telegram.",
      "Ends with --count, --seconds or Ctrl-C.",
      "Exit status: 0 all was read, 1 something could not be, 2 wrong usage.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  meterway dlms listen --tcp 0.0.0.0:4059 --json",
      "  meterway dlms listen --serial 'serial:/dev/ttyUSB0?baudRate=2400&parity=EVEN' --ek-file ek"
    })
final class ListenCommand implements Callable<Integer>, PushSink {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int SERIAL_BAUD = 2400;

  private final Console console;
  private final AtomicLong heard = new AtomicLong();
  private final AtomicBoolean hasFault = new AtomicBoolean();
  private volatile IOException failure;

  @Option(names = "--tcp", paramLabel = "HOST:PORT", description = "listen there")
  private String tcp;

  @Option(names = "--udp", paramLabel = "HOST:PORT", description = "listen there")
  private String udp;

  @Option(
      names = "--serial",
      paramLabel = "URI",
      description = "listen to serial:/dev/ttyUSB0?baudRate=2400&parity=EVEN")
  private String serial;

  @Option(
      names = "--ek-file",
      paramLabel = "FILE",
      description = "encryption key of the meters, in hex")
  private Path encryptionKeyFile;

  @Option(names = "--ak-file", paramLabel = "FILE", description = "authentication key, in hex")
  private Path authenticationKeyFile;

  @Option(names = "--suite", paramLabel = "N", description = "security suite 0, 1 or 2 (default 0)")
  private int suite;

  @Option(
      names = "--answer",
      description = "acknowledge blocks and confirm notifications that ask for it (TCP)")
  private boolean answer;

  @Option(names = "--json", description = "a JSON object a telegram")
  private boolean json;

  @Option(names = "--count", paramLabel = "N", description = "end after so many telegrams")
  private long count = Long.MAX_VALUE;

  @Option(names = "--seconds", paramLabel = "S", description = "end after so many seconds")
  private double seconds = 1e9;

  ListenCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, CommandException, InterruptedException {
    if (tcp == null && udp == null && serial == null) {
      throw CommandException.usage("say where to listen: --tcp, --udp or --serial");
    }
    List<PushListener> listeners = new ArrayList<>();
    try (KeyRing keys = keys();
        StopSignal stop = new StopSignal()) {
      PushKeys source = keys == null ? PushKeys.NONE : systemTitle -> keys;
      PushOptions options = PushOptions.of(source);
      listen(answer ? options.answering() : options, listeners);
      long end = System.nanoTime() + (long) (seconds * 1e9);
      while (heard.get() < count && System.nanoTime() < end && failure == null && !stop.isAsked()) {
        stop.await(POLL);
      }
      listeners.forEach(PushListener::close);
      listeners.clear();
      if (failure != null) {
        throw failure;
      }
      console.out().flush();
      return stop.endWith(hasFault.get() ? ExitStatus.FAULT : ExitStatus.GOOD);
    } finally {
      listeners.forEach(PushListener::close);
    }
  }

  private KeyRing keys() throws IOException, CommandException {
    if (suite < 0 || suite > 2) {
      throw CommandException.usage("--suite is " + suite + ", expected 0, 1 or 2");
    }
    int length = suite == 2 ? 32 : 16;
    byte[] encryption = Secrets.key("the encryption key", encryptionKeyFile, "METERWAY_EK", length);
    byte[] authentication =
        Secrets.key("the authentication key", authenticationKeyFile, "METERWAY_AK", length);
    if (encryption == null) {
      return null;
    }
    KeyRing ring = new KeyRing(SecuritySuite.values()[suite]).encryptionKey(encryption);
    return authentication == null ? ring : ring.authenticationKey(authentication);
  }

  private void listen(PushOptions options, List<PushListener> listeners)
      throws IOException, CommandException {
    if (tcp != null) {
      PushListener listener = PushListener.tcp(SocketAddresses.parse("--tcp", tcp), options, this);
      listeners.add(listener);
      console.complain("listening at tcp://" + SocketAddresses.words(listener.address()));
    }
    if (udp != null) {
      PushListener listener = PushListener.udp(SocketAddresses.parse("--udp", udp), options, this);
      listeners.add(listener);
      console.complain("listening at udp://" + SocketAddresses.words(listener.address()));
    }
    if (serial != null) {
      MeterUri uri = MeterUri.parse(serial);
      if (uri.kind() != MeterUri.Kind.SERIAL) {
        throw CommandException.usage(
            "--serial is '" + serial + "', expected serial:/dev/ttyUSB0?baudRate=2400");
      }
      SerialByteLine line = SerialByteLine.of(uri, SERIAL_BAUD);
      line.open();
      listeners.add(PushListener.line(uri.device(), line, options, this));
      console.complain("listening at " + uri.device());
    }
  }

  @Override
  public synchronized void notification(String peer, Notification notification) {
    try {
      if (json) {
        console.print(JsonTree.write(NotificationTree.of(peer, notification)));
      } else {
        tell(peer, notification);
      }
      console.out().flush();
    } catch (IOException e) {
      failure = e;
    }
    heard.incrementAndGet();
  }

  @Override
  public synchronized void fault(String peer, String reason) {
    hasFault.set(true);
    console.complain(peer + ": " + reason);
  }

  private void tell(String peer, Notification heard) throws IOException {
    String title = HexFormat.of().withUpperCase().formatHex(heard.systemTitle());
    console.print(
        "%s, %s%s"
            .formatted(
                peer, heard.telegram().framing().word(), title.isEmpty() ? "" : ", " + title));
    for (Reading reading : heard.readings()) {
      Map<String, Object> tree = NotificationTree.of(reading);
      Object words = tree.containsKey("text") ? tree.get("text") : tree.get("value");
      console.print(
          "  %-18s %s %s"
              .formatted(reading.name(), RowPrinter.words(words), tree.getOrDefault("unit", ""))
              .stripTrailing());
    }
    if (heard.readings().isEmpty()) {
      console.print("  " + JsonTree.write(ApduTree.of(heard.content())));
    }
  }
}
