/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.kura;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.meterway.itests.bridge.InFramework;
import org.meterway.itests.support.Frame;
import org.meterway.itests.support.HeadEndServer;
import org.meterway.itests.support.Meter;
import org.meterway.itests.support.Provisioning;
import org.meterway.itests.support.Wire;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * The jars of the Debian package, and no others, on the platform of Kura 6: installed and started
 * as Kura 6 does with what lies in its {@code plugins} folder.
 */
@InFramework
@EnabledIf(
    value = "org.meterway.itests.kura.Dpkg#isThere",
    disabledReason = "dpkg-deb is not installed, so the Debian package was not started")
public class DebianPackageIT {
  private static final int KURA_START_LEVEL = 6;

  @Configuration
  public Option[] configuration() throws IOException, InterruptedException {
    return CoreOptions.options(
        Provisioning.support(),
        Provisioning.bundles("meterway.bundles.platform"),
        DebianJars.provisioned(),
        KuraHome.provisioned(),
        CoreOptions.frameworkStartLevel(KURA_START_LEVEL));
  }

  /** Guards the build: the platform is the one that it says. */
  @Test
  void thePlatformIsThatOfKura6(BundleContext context) {
    Map<String, String> versions =
        Arrays.stream(context.getBundles())
            .collect(
                Collectors.toMap(
                    Bundle::getSymbolicName,
                    bundle -> bundle.getVersion().getMajor() + "." + bundle.getVersion().getMinor(),
                    (one, other) -> one + " and " + other));
    assertEquals(
        System.getProperty("meterway.framework"),
        "org.eclipse.osgi " + versions.get("org.eclipse.osgi"));
    assertEquals("2.2", versions.get("org.apache.felix.scr"));
    assertEquals("2.0", versions.get("slf4j.api"));
  }

  @Test
  void everyJarIsABundleThatRunsAtTheStartLevelOfItsFolder(BundleContext context)
      throws IOException {
    List<Path> jars = DebianJars.all();
    assertTrue(jars.size() > 1);
    for (Path jar : jars) {
      Bundle bundle = context.getBundle(jar.toUri().toString());
      assertEquals(
          DebianJars.startLevel(jar), bundle.adapt(BundleStartLevel.class).getStartLevel());
      assertEquals(
          DebianJars.isStarted(jar) ? Bundle.ACTIVE : Bundle.RESOLVED,
          bundle.getState(),
          bundle.toString());
    }
  }

  @Test
  void aFrameGoesEachWay(BundleContext context) {
    KuraGateway gateway = new KuraGateway(context);
    byte[] hello = "hello".getBytes(StandardCharsets.US_ASCII);
    byte[] world = "world".getBytes(StandardCharsets.US_ASCII);
    try (Meter meter = Meter.speaking(Wire.LENGTH);
        HeadEndServer server = HeadEndServer.listening()) {
      gateway.seedSingletons();
      gateway.awaitStatus(KuraGateway.STORE_IS_DURABLE);
      gateway.createFlow(meter, Wire.LENGTH, server);
      gateway.awaitLinkUp();

      meter.sends(Frame.transparent(hello));
      assertArrayEquals(hello, server.receives(hello.length));
      server.sends(world);
      assertArrayEquals(world, meter.receivesTransparent(world.length));
    } finally {
      gateway.deleteConfigurations();
    }
  }
}
