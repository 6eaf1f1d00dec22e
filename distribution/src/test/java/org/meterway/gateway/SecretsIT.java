/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Where a password of the configuration could be seen, in a real gateway. */
class SecretsIT {
  private static final Path HOME = Path.of(System.getProperty("meterway.test.home"));
  private static final String SECRET = "Cl3ar-Text";
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  @TempDir private Path folder;
  private Path file;
  private ServerSocket headEnd;

  @BeforeEach
  void givenAHeadEndThatWantsAPassword() throws IOException {
    headEnd = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    headEnd.setSoTimeout(60_000);
    file = folder.resolve("gateway.json");
    configure("\"" + SECRET + "\"");
  }

  private void configure(String secret) throws IOException {
    Files.writeString(
        file,
        """
        { "org.meterway.tcp.TcpHeadEnd~h": { "host": "127.0.0.1", "port": %d,
            "secret": %s, "tlsPassword": "%s", "registration": "LOGIN \\\\{secret}" } }
        """
            .formatted(headEnd.getLocalPort(), secret, SECRET));
  }

  private void expectLogin() throws IOException {
    try (Socket connection = headEnd.accept()) {
      connection.setSoTimeout(60_000);
      String login = "LOGIN " + SECRET;
      assertEquals(
          login,
          new String(
              connection.getInputStream().readNBytes(login.length()), StandardCharsets.US_ASCII));
    }
  }

  @Test
  void itReachesTheHeadEndAndNeitherTheLogNorTheDisk() throws Exception {
    Map<String, String> everything =
        Map.of(
            "METERWAY_OPTS",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace"
                + " -Dorg.slf4j.simpleLogger.log.org.apache.felix=trace"
                + " -Dorg.slf4j.simpleLogger.log.org.eclipse.jetty=info");
    try (GatewayProcess gateway =
        new GatewayProcess(everything, HOME, folder, "--config", "gateway.json")) {
      expectLogin();
      gateway.await("Meterway is up");
      configure("[\"" + SECRET + "\"]");
      gateway.await("secret takes one value and no list");
      configure("{ \"a\": \"" + SECRET + "\" }");
      gateway.await("secret is \\(hidden\\), expected a text");
      gateway.terminate();
      gateway.awaitExit();

      assertFalse(gateway.output().contains(SECRET), "in the log");
      assertTrue(gateway.count(" (DEBUG|TRACE) ") > 0, "the log does not tell everything");
    }
    assertNoFileHolds(SECRET);
    // What was sealed is still readable after a restart.
    configure("\"" + SECRET + "\"");
    try (GatewayProcess again =
        new GatewayProcess(HOME, folder, "--config", "gateway.json", "--http", "off")) {
      expectLogin();
      again.await("Meterway is up");
    }
  }

  private void assertNoFileHolds(String secret) throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("data"))) {
      List<Path> paths = all.toList();
      assertTrue(paths.size() > 20, paths.toString());
      for (Path path : paths) {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
        assertTrue(OWNER.containsAll(mode), path + " is " + PosixFilePermissions.toString(mode));
        if (Files.isRegularFile(path)) {
          String content = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
          assertFalse(content.contains(secret), path.toString());
        }
      }
    }
  }

  @Test
  void neitherAStatusNorAServiceTellsIt() throws Exception {
    System.setProperty(GatewayOptions.HOME_PROPERTY, HOME.toString());
    GatewayOptions options =
        GatewayOptions.of(ConfigurationSource.file(file), folder.resolve("data"));
    try (Gateway gateway = Gateway.start(options)) {
      expectLogin();
      BundleContext context = gateway.context();
      boolean seen = false;
      for (ServiceReference<?> source :
          context.getAllServiceReferences("org.meterway.api.status.StatusSource", null)) {
        Object service = context.getService(source);
        String status = String.valueOf(service.getClass().getMethod("describe").invoke(service));
        assertFalse(status.contains(SECRET), status);
        seen |= status.contains("kind=headend");
      }
      assertTrue(seen, "the head end's status is not among them");
      for (ServiceReference<?> service : context.getAllServiceReferences(null, null)) {
        for (String key : service.getPropertyKeys()) {
          Object value = service.getProperty(key);
          String text = value instanceof Object[] list ? Arrays.toString(list) : "" + value;
          assertFalse(text.contains(SECRET), service + ": " + key);
        }
      }
    }
  }
}
