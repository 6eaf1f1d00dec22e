/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.message.Message;
import org.meterway.gateway.GatewayProcess;
import org.meterway.rfc1662.Rfc1662FrameCodec;
import org.meterway.rfc1662.Rfc1662MessageCodec;
import org.meterway.simulator.Codecs;
import org.meterway.simulator.MeterListener;
import org.meterway.simulator.MeterPlan;
import org.meterway.simulator.Pty;
import org.meterway.simulator.PtyLine;
import org.meterway.simulator.SimulatedMeter;

/** An integrator's way: make a handler, build it, drop it into a gateway. */
class HandlerArchetypeIT {
  private static final Path HOME = Path.of(System.getProperty("meterway.test.home"));
  private static final Path EXAMPLE = Path.of("..", "handler");
  private static final int PROTOCOL = 0x23AB;
  private static final int COMMAND = 0xD0;
  private static final byte[] REPORT = HexFormat.of().parseHex("0200001267");

  @TempDir private Path folder;
  private IntegratorsMaven maven;

  /** For how long messages wait for a handler that has gone; an update may take a busy machine. */
  private int graceMs = 60_000;

  @BeforeEach
  void givenALocalRepository() throws IOException {
    maven =
        new IntegratorsMaven(
            folder.resolve("repository"),
            Path.of(System.getProperty("meterway.test.repository")),
            HOME.resolve("maven"));
  }

  @Test
  void theExampleIsWhatTheArchetypeMakes() throws Exception {
    generate("com.example", "pulse-handler", "com.example.pulses", "PulseHandler", "0x2300");

    assertEquals(files(EXAMPLE), files(folder.resolve("pulse-handler")));
  }

  @Test
  void aHandlerIsMadeBuiltAndLiveUpdatedConfiguredAndGone() throws Exception {
    generate("org.acme", "gas", "org.acme.meters.gas", "GasHandler", "0x23AB");
    Path project = folder.resolve("gas");
    maven.run(project, "package");
    assertTrue(
        Files.exists(
            project.resolve("target/surefire-reports/org.acme.meters.gas.GasHandlerTest.txt")));
    assertPackaged(project.resolve("target/gas_1.0.0.dp"));

    Path first = Files.copy(project.resolve("target/gas-1.0.0.jar"), folder.resolve("first.jar"));
    Path second = builtAsVersion(project, "1.1.0");

    Path deployed = Files.createDirectory(folder.resolve("deploy")).resolve("gas.jar");
    try (Pty pty = Pty.open();
        SimulatedMeter meter = meter(pty);
        ServerSocket headEnd = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        GatewayProcess gateway = start(pty.device(), headEnd.getLocalPort())) {
      headEnd.setSoTimeout(60_000);
      gateway.await("Meterway is up: \\d+ bundles, 1 link");
      drop(first, deployed);
      gateway.await("GasHandler - Handles protocol 0x23ab");
      try (Socket connection = headEnd.accept();
          BufferedReader lines =
              new BufferedReader(
                  new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
        connection.setSoTimeout(60_000);
        noReplyIsLostWhileItIsUpdated(gateway, meter, () -> drop(second, deployed));
        for (int i = 0; i < meter.sent(); i++) {
          assertEquals("meter1 channel 2: 4.711 kWh", lines.readLine());
        }

        configure(pty.device(), headEnd.getLocalPort(), "\"unit\": \"m3\", \"pulsesPerUnit\": 10");
        gateway.await("gateway.json has changed and is in force");
        report(pty);
        assertEquals("meter1 channel 2: 471.1 m3", lines.readLine());

        graceMs = 0;
        configure(pty.device(), headEnd.getLocalPort(), "\"unit\": \" \"");
        gateway.await("unit is \" \", expected a unit such as kWh; what was in force stays");
        report(pty);
        assertEquals("meter1 channel 2: 471.1 m3", lines.readLine());

        Files.delete(deployed);
        GatewayProcess.until("it is gone", () -> gateway.count("GasHandler - .* no longer") == 2);
        report(pty);
        gateway.await("No handler for protocol 0x23ab on link meter1");
      }
    }
  }

  /** As docs/how-to/write-a-handler.md says it. */
  @Test
  void aLibraryGoesIntoTheBundleAndNotBesideIt() throws Exception {
    generate("org.acme", "gas", "org.acme.meters.gas", "GasHandler", "0x23AB");
    Path project = folder.resolve("gas");
    Path pom = project.resolve("pom.xml");
    String library =
        """
            <dependency>
              <groupId>commons-codec</groupId>
              <artifactId>commons-codec</artifactId>
              <version>1.17.1</version>
              <scope>provided</scope>
            </dependency>
          </dependencies>
        """;
    Files.writeString(
        pom, Files.readString(pom).replaceFirst("(?m)^ *</dependencies>\\s*$", library));
    Path bnd = project.resolve("bnd.bnd");
    Files.writeString(bnd, Files.readString(bnd) + "\n-includeresource: @commons-codec-*.jar\n");

    maven.run(project, "package", "-DskipTests");

    assertPackaged(project.resolve("target/gas_1.0.0.dp"));
    try (JarFile bundle = new JarFile(project.resolve("target/gas-1.0.0.jar").toFile())) {
      assertNotNull(bundle.getEntry("org/apache/commons/codec/binary/Hex.class"));
    }
  }

  private Path builtAsVersion(Path project, String version)
      throws IOException, InterruptedException {
    Path pom = project.resolve("pom.xml");
    String before = "<version>1.0.0</version>";
    Files.writeString(
        pom, Files.readString(pom).replace(before, "<version>" + version + "</version>"));
    maven.run(project, "package", "-DskipTests");
    return project.resolve("target/gas-" + version + ".jar");
  }

  private static SimulatedMeter meter(Pty pty) {
    Codecs codecs =
        new Codecs(new Rfc1662FrameCodec(), new Rfc1662MessageCodec(), FrameFormat.QUECPYTHON);
    Message message = new Message.Other(PROTOCOL, COMMAND, REPORT);
    MeterPlan plan = new MeterPlan(200, 64, 0, 0, 0, message);
    return new SimulatedMeter(1, new PtyLine(pty), codecs, plan, MeterListener.NONE);
  }

  private static void noReplyIsLostWhileItIsUpdated(
      GatewayProcess gateway, SimulatedMeter meter, Callable<?> update) throws Exception {
    meter.listen();
    meter.send();
    GatewayProcess.until("some are answered", () -> meter.replies() >= 20);
    update.call();
    GatewayProcess.until(
        "the new one is live", () -> gateway.count("GasHandler - Handles protocol 0x23ab$") == 2);
    long before = meter.replies();
    GatewayProcess.until("the new one answers", () -> meter.replies() >= before + 20);
    meter.stopSending();
    assertTrue(meter.awaitSent(Duration.ofSeconds(60)));
    assertTrue(meter.awaitReplies(Duration.ofSeconds(60)), meter.replies() + " replies");
    assertEquals(meter.sent(), meter.replies());
  }

  private void generate(
      String groupId, String artifactId, String javaPackage, String handlerClass, String protocol)
      throws IOException, InterruptedException {
    maven.run(
        folder,
        "archetype:generate",
        "-DarchetypeCatalog=internal",
        "-DarchetypeGroupId=org.meterway",
        "-DarchetypeArtifactId=meterway-handler-archetype",
        "-DarchetypeVersion=" + System.getProperty("meterway.test.version"),
        "-DgroupId=" + groupId,
        "-DartifactId=" + artifactId,
        "-Dpackage=" + javaPackage,
        "-DhandlerClass=" + handlerClass,
        "-Dprotocol=" + protocol);
  }

  /** All sources in a folder, by path. */
  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path path = folder.relativize(file);
        if (!path.startsWith("target")) {
          files.put(path.toString(), Files.readString(file));
        }
      }
    }
    return files;
  }

  private static void assertPackaged(Path file) throws IOException {
    try (JarFile deploymentPackage = new JarFile(file.toFile())) {
      assertEquals(
          Map.of(
              "Manifest-Version", "1",
              "DeploymentPackage-SymbolicName", "gas",
              "DeploymentPackage-Version", "1.0.0"),
          asMap(deploymentPackage.getManifest().getMainAttributes()));
      assertEquals(
          Set.of("org.acme.gas_1.0.0.jar"), deploymentPackage.getManifest().getEntries().keySet());
      assertEquals(
          Map.of("Bundle-SymbolicName", "org.acme.gas", "Bundle-Version", "1.0.0"),
          asMap(deploymentPackage.getManifest().getAttributes("org.acme.gas_1.0.0.jar")));
    }
  }

  private static Map<String, String> asMap(Attributes attributes) {
    Map<String, String> map = new TreeMap<>();
    attributes.forEach((key, value) -> map.put(key.toString(), value.toString()));
    return map;
  }

  private GatewayProcess start(Path device, int headEndPort) throws IOException {
    configure(device, headEndPort, "");
    return new GatewayProcess(
        HOME, folder, "--config", "gateway.json", "--deploy", "deploy", "--http", "off");
  }

  private void configure(Path device, int headEndPort, String handler) throws IOException {
    Files.writeString(
        folder.resolve("gateway.json"),
        """
        { "org.meterway.serial.SerialPort~meter1": { "device": "%s" },
          "org.meterway.tcp.TcpHeadEnd~hes": { "host": "127.0.0.1", "port": %d },
          "org.meterway.link.MeterLink~meter1": {
            "MeterPort.target": "(kura.service.pid=meter1)",
            "HeadEnd.target": "(kura.service.pid=hes)" },
          "org.meterway.registry.HandlerRegistry": { "graceMs": %d }%s }
        """
            .formatted(
                device,
                headEndPort,
                graceMs,
                handler.isEmpty()
                    ? ""
                    : ",\n  \"org.acme.meters.gas.GasHandler\": { " + handler + " }"));
  }

  /** In one step, as a file that is still being copied is no bundle. */
  private Path drop(Path jar, Path deployed) throws IOException {
    Path copy = folder.resolve("dropped");
    Files.copy(jar, copy);
    return Files.move(copy, deployed, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void report(Pty pty) throws IOException {
    pty.write(
        new Rfc1662FrameCodec()
            .newEncoder(FrameFormat.QUECPYTHON)
            .encode(PROTOCOL, COMMAND, REPORT));
  }
}
