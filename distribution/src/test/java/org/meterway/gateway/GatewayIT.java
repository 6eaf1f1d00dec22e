/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.simulator.Pty;

/** The assembled distribution, started as a user starts it. */
class GatewayIT {
  /** A transparent frame of a QuecPython meter with the payload "hello". */
  private static final byte[] FRAME = HexFormat.of().parseHex("7eff030021" + "0006bf68656c6c6f");

  private static final Path HOME = Path.of(System.getProperty("meterway.test.home"));

  @TempDir private Path folder;
  private Path file;
  private Path deploy;

  @BeforeEach
  void givenAFolder() throws IOException {
    file = folder.resolve("gateway.json");
    deploy = folder.resolve("deploy");
  }

  private GatewayProcess start(String http) throws IOException {
    return new GatewayProcess(
        HOME, folder, "--config", "gateway.json", "--deploy", "deploy", "--http", http);
  }

  private void configure(Path device, int headEndPort) throws IOException {
    Files.writeString(
        file,
        """
        // one link
        { "org.meterway.serial.SerialPort~meter1": { "device": "%s" },
          "org.meterway.tcp.TcpHeadEnd~hes": { "host": "127.0.0.1", "port": %d },
          "org.meterway.link.MeterLink~meter1": {
            "MeterPort.target": "(kura.service.pid=meter1)",
            "HeadEnd.target": "(kura.service.pid=hes)" } }
        """
            .formatted(device, headEndPort));
  }

  private static ServerSocket headEnd() throws IOException {
    ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    server.setSoTimeout(60_000);
    return server;
  }

  /** The frame with its check and its closing flag. */
  static byte[] frame() {
    byte[] frame = Arrays.copyOf(FRAME, FRAME.length + 3);
    int fcs = 0xFFFF;
    for (int i = 1; i < FRAME.length; i++) {
      fcs ^= FRAME[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        fcs = (fcs & 1) == 0 ? fcs >>> 1 : fcs >>> 1 ^ 0x8408;
      }
    }
    fcs = ~fcs;
    frame[FRAME.length] = (byte) fcs;
    frame[FRAME.length + 1] = (byte) (fcs >>> 8);
    frame[FRAME.length + 2] = 0x7E;
    return frame;
  }

  @Test
  void aFrameReachesTheHeadEndAndAChangedFileComesIntoForce() throws Exception {
    try (Pty meter = Pty.open();
        ServerSocket first = headEnd();
        ServerSocket second = headEnd();
        ServerSocket third = headEnd()) {
      configure(meter.device(), first.getLocalPort());
      try (GatewayProcess gateway = start("off")) {
        gateway.await("Meterway is up: \\d+ bundles, 1 link");
        expectHello(meter, first);

        configure(meter.device(), second.getLocalPort());
        gateway.await("gateway.json has changed and is in force");
        expectHello(meter, second);

        Files.writeString(file, "{ \"org.meterway.tcp.TcpHeadEnd~hes\": { \"port\": 0 } }");
        gateway.await("gateway.json:1: .*TcpHeadEnd~hes: host is missing");
        gateway.await("what was valid stays in force");
      }
      configure(meter.device(), third.getLocalPort());
      try (GatewayProcess again = start("off")) {
        again.await("Meterway is up: \\d+ bundles, 1 link");
        expectHello(meter, third);
      }
    }
  }

  /** Waits for a connection, and for what the meter sends on it. */
  static void expectHello(Pty meter, ServerSocket server) throws IOException {
    try (Socket connection = server.accept()) {
      connection.setSoTimeout(60_000);
      byte[] frame = frame();
      meter.write(frame, 0, frame.length);
      assertArrayEquals("hello".getBytes(), connection.getInputStream().readNBytes(5));
    }
  }

  @Test
  void theWebConsoleAsksForThePasswordThatWasShownOnce() throws Exception {
    configure(Path.of("/dev/absent"), 9);
    String password;
    try (GatewayProcess gateway = start("127.0.0.1:0")) {
      password = gateway.await("Web Console: user admin, password (\\S+)");
      URI page = URI.create(gateway.await("Web Console at (\\S+)") + "/configMgr");
      assertEquals(401, GatewayProcess.get(page, "").statusCode());
      assertEquals(401, GatewayProcess.get(page, "admin:admin").statusCode());
      String shown = GatewayProcess.get(page, "admin:" + password).body();
      for (String pid :
          new String[] {
            "org.meterway.serial.SerialPort~meter1",
            "org.meterway.tcp.TcpHeadEnd~hes",
            "org.meterway.link.MeterLink~meter1",
            "org.meterway.handlers.Transparent",
            "org.meterway.handlers.Parameters",
            "org.meterway.registry.HandlerRegistry"
          }) {
        assertTrue(shown.contains("\"" + pid + "\""), pid + " in " + shown);
      }

      GatewayProcess second = start("off");
      assertEquals(1, second.awaitExit());
      assertTrue(
          second.output().contains("is in use by another gateway (process "), second.output());
    }
    try (GatewayProcess again = start("127.0.0.1:0")) {
      URI page = URI.create(again.await("Web Console at (\\S+)") + "/configMgr");
      assertEquals(200, GatewayProcess.get(page, "admin:" + password).statusCode());
      assertFalse(again.output().contains("password"), again.output());
    }
  }

  @Test
  void aDroppedBundleIsLiveUpdatedAndGone() throws Exception {
    configure(Path.of("/dev/absent"), 9);
    Files.createDirectory(deploy);
    try (GatewayProcess gateway = start("127.0.0.1:0")) {
      String password = gateway.await("Web Console: user admin, password (\\S+)");
      URI bundles = URI.create(gateway.await("Web Console at (\\S+)") + "/bundles.json");
      String dropped = "\"org.example.dropped\"";

      drop("1.0.0", "");
      GatewayProcess.until(
          "version 1 is active", () -> list(bundles, password).contains(active("1.0.0")));
      drop("1.1.0", "");
      GatewayProcess.until(
          "version 1.1 is active", () -> list(bundles, password).contains(active("1.1.0")));
      Files.delete(deploy.resolve("dropped.jar"));
      GatewayProcess.until("it is gone", () -> !list(bundles, password).contains(dropped));

      drop("2.0.0", "org.example.nowhere;version=\"[1,2)\"");
      gateway.await(
          "Bundle org.example.dropped 2.0.0 \\(dropped.jar\\) cannot run:"
              + " it needs package org.example.nowhere \\[1.0.0,2.0.0\\)");
    }
  }

  private static String active(String version) {
    return "\"stateRaw\":32,\"state\":\"Active\",\"version\":\""
        + version
        + "\",\"symbolicName\":\"org.example.dropped\"";
  }

  private static String list(URI bundles, String password) {
    try {
      return GatewayProcess.get(bundles, "admin:" + password).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void drop(String version, String imports) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Bundle-ManifestVersion", "2");
    attributes.putValue("Bundle-SymbolicName", "org.example.dropped");
    attributes.putValue("Bundle-Version", version);
    if (!imports.isEmpty()) {
      attributes.putValue("Import-Package", imports);
    }
    Path jar = folder.resolve("dropped.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    Files.move(jar, deploy.resolve("dropped.jar"), StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void anotherDeployFolderTakesThePlaceOfTheFirst() throws Exception {
    configure(Path.of("/dev/absent"), 9);
    Files.createDirectory(deploy);
    drop("1.0.0", "");
    String password;
    try (GatewayProcess gateway = start("127.0.0.1:0")) {
      password = gateway.await("Web Console: user admin, password (\\S+)");
      URI bundles = URI.create(gateway.await("Web Console at (\\S+)") + "/bundles.json");
      GatewayProcess.until(
          "the bundle is active", () -> list(bundles, password).contains(active("1.0.0")));
    }
    try (GatewayProcess other =
        new GatewayProcess(
            HOME,
            folder,
            "--config",
            "gateway.json",
            "--deploy",
            "other",
            "--http",
            "127.0.0.1:0")) {
      URI bundles = URI.create(other.await("Web Console at (\\S+)") + "/bundles.json");
      assertFalse(list(bundles, password).contains("org.example.dropped"));
    }
  }

  @Test
  void aPageFromElsewhereChangesNothingAndARestartFromTheConsoleComesBack() throws Exception {
    configure(Path.of("/dev/absent"), 9);
    try (GatewayProcess gateway = start("127.0.0.1:0")) {
      String user = "admin:" + gateway.await("Web Console: user admin, password (\\S+)");
      URI console = URI.create(gateway.await("Web Console at (\\S+)"));
      URI system = URI.create(console + "/vmstat");
      String restart = "shutdown_type=Restart";
      HttpResponse<String> refused =
          GatewayProcess.post(system, user, restart, "Origin", "http://evil.example");
      assertEquals(403, refused.statusCode());
      assertEquals("Refused: this request was sent by a page of another site.\n", refused.body());
      assertEquals(
          403,
          GatewayProcess.post(system, user, restart, "Sec-Fetch-Site", "cross-site").statusCode());
      assertEquals(0, gateway.count("Meterway starts again"));

      HttpResponse<String> accepted =
          GatewayProcess.post(system, user, restart, "Origin", "http://" + console.getAuthority());
      assertEquals(200, accepted.statusCode());
      gateway.await("Meterway starts again");
      GatewayProcess.until(
          "it is up again", () -> gateway.count("Meterway is up: \\d+ bundles, 1 link") == 2);
    }
  }

  @Test
  void aTakenHttpPortAndAnInvalidFileEndTheStart() throws Exception {
    configure(Path.of("/dev/absent"), 9);
    try (ServerSocket taken = headEnd()) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      GatewayProcess gateway = start(address);
      assertEquals(1, gateway.awaitExit());
      assertTrue(
          gateway.output().contains("--http: cannot listen on " + address), gateway.output());
    }
    Files.writeString(file, "{ \"org.meterway.tcp.TcpHeadEnd~h\": { \"prot\": 5 } }");
    GatewayProcess gateway = start("off");
    assertEquals(2, gateway.awaitExit());
    assertTrue(
        gateway.output().contains("unknown property prot; did you mean port?"), gateway.output());
    Files.writeString(file, "{ \"com.example.Thing\": { \"port:Integer\": \"abc\" } }");
    GatewayProcess unconverted = start("off");
    assertEquals(2, unconverted.awaitExit());
    assertTrue(
        unconverted.output().contains("gateway.json:1: com.example.Thing: port:Integer is \"abc\""),
        unconverted.output());
  }
}
