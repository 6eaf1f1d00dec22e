/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.api.headend.HeadEndState;

/**
 * A line that is cut without a word: the head end lives in a network namespace, and its cable is
 * pulled. Needs root and the command {@code ip}.
 */
@EnabledIf("canMakeNamespaces")
class NetworkCutTest {
  private static final String NAMESPACE = "meterway-" + ProcessHandle.current().pid();
  private static final String OURS = "mw" + ProcessHandle.current().pid();
  private static final String THEIRS = OURS + "p";
  private static final String ADDRESS = "198.18.77.2";

  private final Scene scene = new Scene(new KeepingStore());
  private Process sink;
  private Collected collected;

  static boolean canMakeNamespaces() throws IOException, InterruptedException {
    return Files.isExecutable(Path.of("/usr/sbin/ip"))
        && ip("netns", "add", NAMESPACE + "t") == 0
        && ip("netns", "delete", NAMESPACE + "t") == 0;
  }

  @BeforeEach
  void makeTheNetwork() throws IOException, InterruptedException {
    run("netns", "add", NAMESPACE);
    run("link", "add", OURS, "type", "veth", "peer", "name", THEIRS, "netns", NAMESPACE);
    run("address", "add", "198.18.77.1/30", "dev", OURS);
    run("link", "set", OURS, "up");
    run("-n", NAMESPACE, "address", "add", ADDRESS + "/30", "dev", THEIRS);
    run("-n", NAMESPACE, "link", "set", THEIRS, "up");
  }

  @AfterEach
  void removeTheNetwork() throws IOException, InterruptedException {
    scene.close();
    if (sink != null) {
      sink.destroyForcibly().waitFor();
    }
    run("link", "delete", OURS); // With the namespace it would go some time later.
    run("netns", "delete", NAMESPACE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"WRITTEN", "CONFIRMED"})
  void aCutIsNoticedInTimeAndNothingIsLost(String delivery)
      throws IOException, InterruptedException {
    int port = startSink(delivery);
    TcpHeadEnd headEnd =
        scene.start(
            TestSettings.at(port)
                .with("host", ADDRESS)
                .with("keepAliveSeconds", 0)
                .with("connectTimeoutMs", 300)
                .with("writeStallSeconds", 2)
                .with("delivery", delivery)
                .with("confirmationPattern", delivery.equals("WRITTEN") ? "" : "\\x06"));
    scene.awaitConnected();
    for (int i = 0; i < 50; i++) {
      headEnd.send(NumberedPayloads.payload(0, i, 100));
    }
    Await.until("the first came", () -> collected.payloads() == 50);

    run("-n", NAMESPACE, "link", "set", THEIRS, "down");
    long cut = System.nanoTime();
    for (int i = 50; i < 100; i++) {
      headEnd.send(NumberedPayloads.payload(0, i, 100));
    }
    scene.awaitToldOf("WAITING no byte acknowledged for 2 s");
    long noticed = System.nanoTime() - cut;
    assertTrue(
        noticed < Duration.ofSeconds(4).toNanos() && noticed > Duration.ofSeconds(1).toNanos(),
        "noticed after " + TimeUnit.NANOSECONDS.toMillis(noticed) + " ms");
    assertEquals(1, scene.counted("half.open"));

    run("-n", NAMESPACE, "link", "set", THEIRS, "up");
    Await.until("it is connected again", () -> headEnd.status().state() == HeadEndState.CONNECTED);
    Await.until(
        "all came", () -> Scene.withoutRepeats(collected.all()).equals(Scene.sequence(0, 100)));
    headEnd.stop();
    assertEquals(100, scene.counted("delivered.payloads"));
  }

  /** A pause that ends in time is none of a broken line. */
  @Test
  void aShortCutIsLivedThrough() throws IOException, InterruptedException {
    int port = startSink("WRITTEN");
    TcpHeadEnd headEnd =
        scene.start(TestSettings.at(port).with("host", ADDRESS).with("writeStallSeconds", 15));
    scene.awaitConnected();
    run("-n", NAMESPACE, "link", "set", THEIRS, "down");
    headEnd.send(NumberedPayloads.payload(0, 0, 100));
    Await.until("it is with the system", () -> headEnd.status().queuedPayloads() == 0);
    run("-n", NAMESPACE, "link", "set", THEIRS, "up");
    Await.until("it came", () -> collected.payloads() == 1);
    assertEquals(0, scene.counted("disconnects"));
  }

  /** Starts a process in the namespace that reads; returns its port. */
  private int startSink(String delivery) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(
            "ip",
            "netns",
            "exec",
            NAMESPACE,
            java,
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            NetworkSink.class.getName(),
            ADDRESS,
            delivery.equals("WRITTEN") ? "" : "\u0006");
    sink = new ProcessBuilder(command).redirectError(new File("/dev/null")).start();
    InputStream out = sink.getInputStream();
    int port = 0;
    for (int digit = out.read(); digit != '\n'; digit = out.read()) {
      assertTrue(Character.isDigit(digit), "the sink does not tell its port");
      port = 10 * port + Character.digit(digit, 10);
    }
    collected = new Collected(out);
    return port;
  }

  private static void run(String... arguments) throws IOException, InterruptedException {
    assertEquals(0, ip(arguments), () -> "ip " + String.join(" ", arguments));
  }

  private static int ip(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(new File("/dev/null"))
        .start()
        .waitFor();
  }

  /** What the sink read, connection behind connection. */
  private static final class Collected {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Collected(InputStream from) {
      Thread thread =
          new Thread(
              () -> {
                byte[] chunk = new byte[4096];
                try {
                  for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
                    synchronized (bytes) {
                      bytes.write(chunk, 0, read);
                    }
                  }
                } catch (IOException e) {
                  // The process has ended.
                }
              },
              "collected");
      thread.setDaemon(true);
      thread.start();
    }

    List<NumberedPayloads.Seen> all() {
      synchronized (bytes) {
        return NumberedPayloads.parse(bytes.toByteArray());
      }
    }

    int payloads() {
      return all().size();
    }
  }
}
