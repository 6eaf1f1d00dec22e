/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.kura;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.itests.support.Eventually.eventually;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meterway.itests.bridge.InFramework;
import org.meterway.itests.support.Frame;
import org.meterway.itests.support.HeadEndServer;
import org.meterway.itests.support.Meter;
import org.meterway.itests.support.Numbered;
import org.meterway.itests.support.Provisioning;
import org.meterway.itests.support.Wire;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.deploymentadmin.DeploymentException;

/** The deployment package on the platform of Kura 5, through the Deployment Admin of Kura 5. */
@InFramework
public class DeploymentPackageIT {
  private static final String NAME = "org.meterway";
  private static final Path PACKAGE = Path.of(System.getProperty("meterway.dp"));
  private static final Path LATER = Path.of(System.getProperty("meterway.dp.later"));
  private static final Path HANDLER = Path.of(System.getProperty("meterway.dp.handler"));
  private static final String HANDLER_NAME = "pulse-handler";
  private static final String VERSION = Packages.version(PACKAGE);
  private static final Numbered UP = new Numbered("up", 64);
  private static final Numbered DOWN = new Numbered("down", 64);

  private Meter meter;
  private HeadEndServer server;
  private BundleContext context;
  private Packages packages;
  private KuraGateway gateway;
  private int sent;

  @Configuration
  public Option[] configuration() throws IOException {
    LaterRelease.write(PACKAGE, LATER);
    return CoreOptions.options(
        Provisioning.support(),
        Provisioning.bundles("meterway.bundles.platform"),
        KuraHome.provisioned());
  }

  @BeforeEach
  void surroundings(BundleContext probe) {
    context = probe;
    packages = new Packages(probe);
    gateway = new KuraGateway(probe);
    meter = Meter.speaking(Wire.LENGTH);
    server = HeadEndServer.listening();
  }

  @AfterEach
  void leaveNothing() throws DeploymentException {
    for (String name : List.of(HANDLER_NAME, NAME)) {
      if (packages.isInstalled(name)) {
        packages.uninstall(name);
      }
    }
    gateway.deleteConfigurations();
    KuraHome.emptyStore(context);
    server.close();
    meter.close();
  }

  /** Guards the build: the platform is the one that it says. */
  @Test
  void theFrameworkIsThatOfKura5() {
    Bundle framework = context.getBundle(0);
    assertEquals(
        System.getProperty("meterway.framework"),
        "%s %d.%d"
            .formatted(
                framework.getSymbolicName(),
                framework.getVersion().getMajor(),
                framework.getVersion().getMinor()));
  }

  @Test
  void aPackageIsInstalledConfiguredUpdatedUninstalledAndInstalledAgain() throws Exception {
    packages.install(PACKAGE);
    everyBundleRuns(VERSION);

    gateway.seedSingletons();
    gateway.createFlow(meter, Wire.LENGTH, server);
    trafficFlows();
    theNativeLibraryIsThatOfTheFragment();
    List<String> configured = gateway.configurations();

    packages.install(LATER);
    everyBundleRuns(LaterRelease.next(VERSION));
    assertEquals(configured, gateway.configurations());
    trafficFlows();
    theNativeLibraryIsThatOfTheFragment();

    packages.uninstall(NAME);
    nothingIsLeft();
    assertEquals(configured, gateway.configurations(), "Kura keeps the configurations, too");

    packages.install(PACKAGE);
    everyBundleRuns(VERSION);
    trafficFlows();
    theNativeLibraryIsThatOfTheFragment();
  }

  /** Kura's agent does so with what it has stored, each time Kura starts. */
  @Test
  void theSamePackageInstalledOnceMoreCarriesOn() throws Exception {
    packages.install(PACKAGE);
    gateway.seedSingletons();
    gateway.createFlow(meter, Wire.LENGTH, server);
    trafficFlows();

    packages.install(PACKAGE);

    everyBundleRuns(VERSION);
    trafficFlows();
  }

  @Test
  void whatWaitsForTheHeadEndIsThereAfterAnUpdateAndAfterAnInstallationAnew() throws Exception {
    packages.install(PACKAGE);
    gateway.seedSingletons();
    gateway.awaitStatus(KuraGateway.STORE_IS_DURABLE);
    gateway.createFlow(meter, Wire.LENGTH, server);
    gateway.awaitLinkUp();
    server.goesAway();
    meterSendsWhileNobodyListens(100);

    packages.install(LATER);
    everyBundleRuns(LaterRelease.next(VERSION));
    gateway.awaitFact("headend hes", "queued.payloads=100");
    meterSendsWhileNobodyListens(100);

    packages.uninstall(NAME);
    nothingIsLeft();
    assertTrue(Files.isDirectory(KuraHome.store(context)));
    packages.install(PACKAGE);
    everyBundleRuns(VERSION);
    gateway.awaitFact("headend hes", "queued.payloads=200");
    meterSendsWhileNobodyListens(100);

    server.comesBack();
    UP.requireAll(sent, server.receives(sent * UP.length()));
    gateway.awaitFact("headend hes", "queued.payloads=0");
  }

  @Test
  void anIntegratorsHandlerIsAPackageOfItsOwn() throws Exception {
    packages.install(PACKAGE);
    gateway.seedSingletons();
    gateway.createFlow(meter, Wire.LENGTH, server);
    gateway.awaitLinkUp();

    packages.install(HANDLER);
    gateway.seed("com.example.pulses.PulseHandler");
    gateway.awaitStatus("handlers com.example.pulses.PulseHandler ACTIVE");
    meter.sends(Frame.of(0x2300, 0xD0, "02 00 00 12 67"));

    assertEquals(Frame.of(0x2300, 0xD4, "02 00"), meter.receives());
    String line = "meter1-link channel 2: 4.711 kWh\n";
    assertEquals(line, new String(server.receives(line.length()), StandardCharsets.UTF_8));

    packages.uninstall(HANDLER_NAME);
    meter.sends(Frame.of(0x2300, 0xD0, "02 00 00 12 68"));
    meter.sends(Frame.transparent("hello".getBytes(StandardCharsets.UTF_8)));
    line += "hello";
    assertEquals(line, new String(server.receives(line.length()), StandardCharsets.UTF_8));
  }

  @Test
  void aPackageIsRefusedWhileOneOfItsBundlesIsInstalledWithoutIt() throws Exception {
    Bundle outside = context.installBundle("file-of-a-user", Packages.firstBundle(PACKAGE));
    try {
      DeploymentException refused =
          assertThrows(DeploymentException.class, () -> packages.install(PACKAGE));
      assertEquals(DeploymentException.CODE_BUNDLE_SHARING_VIOLATION, refused.getCode());
      assertEquals(
          "Bundle 'org.meterway.api/" + VERSION + " already present!", refused.getMessage());
      assertEquals(List.of(outside), gateway.bundles());
    } finally {
      outside.uninstall();
    }

    packages.install(PACKAGE);
    everyBundleRuns(VERSION);
  }

  // ---- when

  private void meterSendsWhileNobodyListens(int payloads) {
    gateway.awaitStatus("link meter1-link INTERRUPTED");
    gateway.awaitStatus("port meter1 OPEN");
    for (int i = 0; i < payloads; i++) {
      meter.sends(Frame.transparent(UP.payload(sent++)));
    }
    gateway.awaitFact("headend hes", "queued.payloads=" + sent);
  }

  // ---- then

  private void everyBundleRuns(String version) {
    List<Bundle> bundles = gateway.bundles();
    assertEquals(
        Arrays.stream(packages.list()[0].getBundleInfos()).count(),
        bundles.size(),
        "the package's bundles, and no others");
    for (Bundle bundle : bundles) {
      boolean fragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
      assertEquals(
          fragment ? Bundle.RESOLVED : Bundle.ACTIVE, bundle.getState(), bundle.toString());
      if (bundle.getSymbolicName().startsWith(NAME)) {
        assertEquals(version, bundle.getVersion().toString(), bundle.toString());
      }
    }
    assertEquals(version, packages.list()[0].getVersion().toString());
  }

  /** All that is sent from now on arrives, once and in order. */
  private void trafficFlows() {
    gateway.awaitLinkUp();
    for (int i = 0; i < 100; i++) {
      meter.sends(Frame.transparent(UP.payload(sent)));
      server.sends(DOWN.payload(sent));
      sent++;
    }
    UP.requireAll(sent, server.receives(sent * UP.length()));
    DOWN.requireAll(sent, meter.receivesTransparent(sent * DOWN.length()));
  }

  /**
   * Equinox unpacks a bundle's native code to ".cp"; without the fragment it would be elsewhere.
   */
  private static void theNativeLibraryIsThatOfTheFragment() throws IOException {
    try (Stream<String> mapped = Files.lines(Path.of("/proc/self/maps"))) {
      List<String> libraries =
          mapped
              .filter(line -> line.contains("libjSerialComm"))
              .map(line -> line.substring(line.indexOf('/')))
              .distinct()
              .toList();
      assertFalse(libraries.isEmpty());
      assertTrue(libraries.stream().allMatch(path -> path.contains("/.cp/")), libraries.toString());
    }
  }

  private void nothingIsLeft() {
    assertEquals(0, packages.list().length);
    assertEquals(List.of(), gateway.bundles());
    assertEquals(List.of(), gateway.services());
    assertEquals(
        List.of(),
        List.copyOf(context.getBundle(0).adapt(FrameworkWiring.class).getRemovalPendingBundles()));
    eventually(() -> "still running: " + threads(), () -> threads().isEmpty());
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("meterway-"))
        .toList();
  }
}
