/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.meterway.simulator.Pty;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** A gateway with a meter that does not stop to talk, a head end that listens, and an updater. */
final class UpdatedGateway implements AutoCloseable {
  private static final int WIDTH = 8;

  private final Path folder;
  private final Pty meter = Pty.open();
  private final ServerSocket headEnd;
  private final Set<String> arrived = new TreeSet<>();
  private final List<Socket> connections = new ArrayList<>();
  private volatile boolean talking = true;
  private volatile int sent;
  private final Thread talker;

  UpdatedGateway(Path folder, String index, int stableSeconds, String more) throws IOException {
    this.folder = folder;
    headEnd = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Files.writeString(
        folder.resolve("gateway.json"),
        """
        { "org.meterway.serial.SerialPort~m": { "device": "%s", "reopenDelayMs": 100 },
          "org.meterway.tcp.TcpHeadEnd~h": {
            "host": "127.0.0.1", "port": %d, "reconnectMinMs": 50, "reconnectMaxMs": 200 },
          "org.meterway.link.MeterLink~m": {
            "MeterPort.target": "(kura.service.pid=m)",
            "HeadEnd.target": "(kura.service.pid=h)" },
          "org.meterway.update.Updater": {
            "index": "%s", "trustedKeys": "%s", "stableSeconds": %d, "healthSeconds": 8%s } }
        """
            .formatted(
                meter.device(),
                headEnd.getLocalPort(),
                index,
                folder.resolve("trusted.pem"),
                stableSeconds,
                more));
    daemon(this::accept, "head-end").start();
    talker = daemon(this::talk, "meter");
    talker.start();
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = headEnd.accept();
        connections.add(connection);
        daemon(() -> take(connection), "connection").start();
      }
    } catch (IOException e) {
      // The test is over.
      return;
    }
  }

  private void take(Socket connection) {
    try (InputStream in = connection.getInputStream()) {
      for (byte[] one = in.readNBytes(WIDTH); one.length == WIDTH; one = in.readNBytes(WIDTH)) {
        synchronized (arrived) {
          arrived.add(new String(one, StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException e) {
      // The gateway has closed it, in its own way.
      return;
    }
  }

  private void talk() {
    try {
      while (talking) {
        byte[] frame = frame(String.format("%0" + WIDTH + "d", sent));
        meter.write(frame, 0, frame.length);
        sent++;
        Thread.sleep(10);
      }
    } catch (IOException e) {
      // The test is over.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static byte[] frame(String payload) {
    byte[] begin =
        HexFormat.of().parseHex("7eff030021" + String.format("%04x", payload.length() + 1) + "bf");
    byte[] frame = Arrays.copyOf(begin, begin.length + payload.length() + 3);
    System.arraycopy(
        payload.getBytes(StandardCharsets.US_ASCII), 0, frame, begin.length, payload.length());
    int fcs = 0xFFFF;
    for (int i = 1; i < frame.length - 3; i++) {
      fcs ^= frame[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        fcs = (fcs & 1) == 0 ? fcs >>> 1 : fcs >>> 1 ^ 0x8408;
      }
    }
    fcs = ~fcs;
    frame[frame.length - 3] = (byte) fcs;
    frame[frame.length - 2] = (byte) (fcs >>> 8);
    frame[frame.length - 1] = 0x7E;
    return frame;
  }

  int arrived() {
    synchronized (arrived) {
      return arrived.size();
    }
  }

  /** The meter falls silent for good, and what it has said must arrive, but for a few. */
  void expectAllBut(int most) throws InterruptedException {
    talking = false;
    talker.join();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (missing().size() > 0 && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    if (missing().size() > most) {
      throw new AssertionError(missing().size() + " of " + sent + " are missing: " + missing());
    }
  }

  private List<String> missing() {
    List<String> missing = new ArrayList<>();
    synchronized (arrived) {
      for (int i = 0; i < sent; i++) {
        String payload = String.format("%0" + WIDTH + "d", i);
        if (!arrived.contains(payload)) {
          missing.add(payload);
        }
      }
    }
    return missing;
  }

  GatewayOptions options(Path home) {
    System.setProperty(GatewayOptions.HOME_PROPERTY, home.toString());
    return GatewayOptions.of(
        ConfigurationSource.file(folder.resolve("gateway.json")), folder.resolve("data"));
  }

  /** Waits for the updater that may just be exchanged, and for the end of the exchange. */
  static String follow(Gateway gateway) throws Exception {
    StringBuilder answer = new StringBuilder();
    GatewayProcess.until(
        "the exchange has ended",
        () -> {
          try {
            answer.setLength(0);
            answer.append(update(gateway, "status", "--follow"));
            return !answer.toString().contains("exchanged now");
          } catch (Exception e) {
            return false; // There is none at this moment.
          }
        });
    return answer.toString();
  }

  /** What the command {@code update} answers, its exit status first. */
  static String update(Gateway gateway, String... words) throws Exception {
    StringWriter text = new StringWriter();
    ServiceReference<?>[] commands =
        gateway
            .context()
            .getAllServiceReferences(
                "org.meterway.api.command.OperatorCommand", "(meterway.command=update)");
    Object command = gateway.context().getService(commands[0]);
    Object status =
        command
            .getClass()
            .getMethod("run", List.class, PrintWriter.class)
            .invoke(command, List.of(words), new PrintWriter(text));
    return status + "\n" + text;
  }

  static String version(Gateway gateway, String name) {
    return Arrays.stream(gateway.context().getBundles())
        .filter(bundle -> name.equals(bundle.getSymbolicName()))
        .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
        .map(bundle -> bundle.getVersion().toString())
        .findFirst()
        .orElse("none");
  }

  @Override
  public void close() throws IOException {
    talking = false;
    headEnd.close();
    meter.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }
}
