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
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.gateway.signed.Signer;
import org.meterway.gateway.signed.TestJar;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;

/** A real gateway that takes signed bundles only. */
class SignedDeployIT {
  private static final Path HOME = Path.of(System.getProperty("meterway.test.home"));
  private static final String REFUSED = "dropped.jar is refused: it is not signed";

  @TempDir private static Path keys;
  private static Signer maker;

  @TempDir private Path folder;
  private Path deploy;

  @BeforeAll
  static void givenAMaker() throws Exception {
    maker = Signer.create(keys, "maker", "-validity", "3650");
  }

  @BeforeEach
  void givenAGatewayThatTrustsTheMaker() throws Exception {
    deploy = Files.createDirectory(folder.resolve("deploy"));
    Files.copy(maker.certificate(), folder.resolve("trusted.pem"));
    Files.writeString(
        folder.resolve("gateway.json"),
        """
        { "org.meterway.gateway.Gateway": { "deploy.requireSigned": "trusted.pem" } }
        """);
  }

  private GatewayProcess start(String... more) throws IOException {
    String[] arguments = {
      "--config", "gateway.json", "--deploy", "deploy", "--http", "127.0.0.1:0"
    };
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return new GatewayProcess(HOME, folder, all);
  }

  private Path jar(String version) throws IOException {
    return TestJar.write(folder.resolve("new.jar"), version);
  }

  private void drop(Path jar) throws IOException {
    Files.move(jar, deploy.resolve("dropped.jar"), StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean isActive(URI console, String password, String version) {
    try {
      return GatewayProcess.get(URI.create(console + "/bundles.json"), "admin:" + password)
          .body()
          .contains(
              "\"state\":\"Active\",\"version\":\""
                  + version
                  + "\",\"symbolicName\":\"org.example.dropped\"");
    } catch (ConnectException e) {
      return false; // It does not listen yet.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatIsSignedComesIntoForceAndWhatIsNotLeavesItRunning() throws Exception {
    drop(maker.sign(jar("1.0.0")));
    String password;
    try (GatewayProcess gateway = start()) {
      password = gateway.await("Web Console: user admin, password (\\S+)");
      URI console = URI.create(gateway.await("Web Console at (\\S+)"));
      GatewayProcess.until("1.0.0 runs", () -> isActive(console, password, "1.0.0"));

      drop(jar("6.6.6"));
      gateway.await(REFUSED + "; what was accepted before stays");
      assertTrue(isActive(console, password, "1.0.0"));
      assertTrue(Files.exists(deploy.resolve("dropped.jar")));

      HttpResponse<String> upload =
          GatewayProcess.post(
              URI.create(console + "/bundles"),
              "admin:" + password,
              "--x\r\n\r\n--x--\r\n",
              "Content-Type",
              "multipart/form-data; boundary=x");
      assertEquals(403, upload.statusCode());
      assertEquals(
          "Refused: bundles must be signed here; drop them into the deploy folder.\n",
          upload.body());
    }
    try (GatewayProcess again = start()) {
      URI console = URI.create(again.await("Web Console at (\\S+)"));
      again.await(REFUSED);
      GatewayProcess.until("1.0.0 runs again", () -> isActive(console, password, "1.0.0"));

      drop(maker.sign(jar("1.2.0")));
      GatewayProcess.until("1.2.0 runs", () -> isActive(console, password, "1.2.0"));
      again.await("dropped.jar is accepted, signed by CN=maker");

      Files.delete(deploy.resolve("dropped.jar"));
      GatewayProcess.until("it is gone", () -> !isActive(console, password, "1.2.0"));
    }
  }

  @Test
  void whatRanUnsignedDoesNotRunOnceSignaturesAreRequired() throws Exception {
    Files.writeString(folder.resolve("gateway.json"), "{}");
    drop(jar("1.0.0"));
    String password;
    try (GatewayProcess open = start()) {
      password = open.await("Web Console: user admin, password (\\S+)");
      URI console = URI.create(open.await("Web Console at (\\S+)"));
      GatewayProcess.until("it runs", () -> isActive(console, password, "1.0.0"));
    }
    try (GatewayProcess strict = start("--require-signed", "trusted.pem")) {
      URI console = URI.create(strict.await("Web Console at (\\S+)"));
      strict.await(REFUSED);
      assertFalse(isActive(console, password, "1.0.0"));
    }
  }

  @Test
  void certificatesThatCannotBeReadEndTheStart() throws Exception {
    Files.delete(folder.resolve("trusted.pem"));
    GatewayProcess configured = start();
    assertEquals(2, configured.awaitExit());
    assertTrue(
        configured
            .output()
            .contains("deploy.requireSigned: " + folder.resolve("trusted.pem") + ": no such file"),
        configured.output());
    GatewayProcess asked = start("--require-signed", "gateway.json");
    assertEquals(2, asked.awaitExit());
    assertTrue(
        asked.output().contains("gateway.json: not a list of certificates in PEM"), asked.output());
  }

  @Test
  void nothingElseRunsHoweverItCameAndTheStatusTells() throws Exception {
    System.setProperty(GatewayOptions.HOME_PROPERTY, HOME.toString());
    drop(jar("6.6.6"));
    GatewayOptions options =
        GatewayOptions.of(
                ConfigurationSource.file(folder.resolve("gateway.json")), folder.resolve("data"))
            .withDeploy(deploy)
            .withHttp(Optional.empty());
    try (Gateway gateway = Gateway.start(options)) {
      BundleContext context = gateway.context();
      Path elsewhere = jar("1.0.0");
      for (String location :
          new String[] {
            elsewhere.toUri().toString(), "reference:" + elsewhere.toUri(), "inputstream:x"
          }) {
        Bundle bundle = context.installBundle(location, Files.newInputStream(elsewhere));
        try {
          bundle.start();
        } catch (BundleException e) {
          assertEquals(Bundle.INSTALLED, bundle.getState(), location);
        }
        assertEquals(Bundle.INSTALLED, bundle.getState(), location);
        assertTrue(
            new ResolutionReport(context)
                .problems()
                .get(0)
                .endsWith("it needs a signature: it was not dropped into the deploy folder"));
        bundle.uninstall();
      }
      assertTrue(
          statuses(context).stream()
              .anyMatch(
                  status ->
                      status.startsWith("Status[kind=deploy, name=deploy, state=REFUSED, ")
                          && status.contains("reason=dropped.jar is not signed, ")),
          statuses(context).toString());
      assertEquals(folder.resolve("data").toString(), context.getProperty("org.meterway.data"));
    }
  }

  private static List<String> statuses(BundleContext context) throws Exception {
    List<String> statuses = new ArrayList<>();
    for (ServiceReference<?> reference :
        context.getAllServiceReferences("org.meterway.api.status.StatusSource", null)) {
      Object source = context.getService(reference);
      statuses.add(String.valueOf(source.getClass().getMethod("describe").invoke(source)));
    }
    return statuses;
  }
}
