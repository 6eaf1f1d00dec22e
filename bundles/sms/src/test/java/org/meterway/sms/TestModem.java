/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.meterway.api.modem.Modem;
import org.meterway.api.modem.ModemException;
import org.meterway.api.modem.ModemListener;
import org.meterway.api.modem.ModemStatus;
import org.meterway.api.modem.Registration;
import org.meterway.api.modem.SimState;

/**
 * The least that is a modem service, on a pseudo-terminal: it knows answers that end well or with
 * an error, prompts, and indications of messages.
 */
final class TestModem implements Modem, AutoCloseable {
  private final FakeFramework framework;
  private final RandomAccessFile device;
  private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Thread reader = new Thread(this::read, "test-modem");
  private volatile Registration registration = Registration.HOME;

  TestModem(FakeFramework framework, Path path) throws IOException, ModemException {
    this.framework = framework;
    device = new RandomAccessFile(path.toFile(), "rw");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    StringBuilder line = new StringBuilder();
    try {
      int octet = device.read();
      while (octet >= 0) {
        if (octet == '\r' || octet == '\n') {
          take(line.toString());
          line.setLength(0);
        } else {
          line.append((char) octet);
          if (line.toString().equals("> ")) {
            take(line.toString());
            line.setLength(0);
          }
        }
        octet = device.read();
      }
    } catch (IOException e) {
      // The modem has gone.
    }
  }

  private void take(String line) {
    if (line.startsWith("+CMTI:")) {
      framework.services(ModemListener.class).forEach(it -> it.unsolicited(name(), line));
    } else if (!line.isEmpty()) {
      lines.add(line);
    }
  }

  /** Its registration from now on; listeners hear of it. */
  void become(Registration now) {
    registration = now;
    framework.services(ModemListener.class).forEach(it -> it.changed(name(), status()));
  }

  @Override
  public String name() {
    return "lte";
  }

  @Override
  public ModemStatus status() {
    return new ModemStatus(
        true, SimState.READY, registration, OptionalInt.of(20), "", "", Instant.EPOCH, "");
  }

  @Override
  public void cycleRadio(Duration off) {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized List<String> command(String command, String text, Duration atMost)
      throws ModemException, InterruptedException {
    lines.clear();
    write(command + "\r");
    List<String> answer = new ArrayList<>();
    while (true) {
      String line = lines.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
      if (line == null) {
        throw new ModemException("no answer to " + command);
      }
      if (line.equals("OK")) {
        return answer;
      }
      if (line.equals("ERROR") || line.startsWith("+CME ERROR") || line.startsWith("+CMS ERROR")) {
        throw new ModemException(command + ": " + line);
      }
      if (line.equals("> ")) {
        write(text + "\u001a");
      } else if (!line.equals(command)) {
        answer.add(line);
      }
    }
  }

  private void write(String text) throws ModemException {
    try {
      device.write(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new ModemException("the modem has gone", e);
    }
  }

  /** The simulated modem goes first, which ends the reader. */
  @Override
  public void close() throws IOException {
    device.close();
  }
}
