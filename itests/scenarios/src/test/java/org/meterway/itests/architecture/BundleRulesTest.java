/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a bundle may not be as a whole, in bundles that were never built. */
class BundleRulesTest {
  @Test
  void aNeighbourMayNotBeImported() {
    BundleFile good =
        Sample.bundle("org.meterway.tcp").withHeader("Import-Package", "org.meterway.api.port");
    assertEquals(List.of(), BundleRules.importsOfNeighbours(good));

    BundleFile bad =
        Sample.bundle("org.meterway.tcp")
            .withHeader(
                "Import-Package",
                "org.slf4j;version=\"[1.7,3)\",org.meterway.api.port,org.meterway.registry");
    assertEquals(
        List.of("org.meterway.tcp imports org.meterway.registry"),
        BundleRules.importsOfNeighbours(bad));

    BundleFile dynamic =
        Sample.bundle("org.meterway.tcp")
            .withHeader("DynamicImport-Package", "org.meterway.link.*");
    assertEquals(1, BundleRules.importsOfNeighbours(dynamic).size());
  }

  @Test
  void aBundleMayNotBeRequired() {
    BundleFile bad =
        Sample.bundle("org.meterway.tcp").withHeader("Require-Bundle", "org.meterway.serial");
    assertEquals(
        List.of("org.meterway.tcp requires bundle org.meterway.serial"),
        BundleRules.requiredBundles(bad));
    assertEquals(List.of(), BundleRules.requiredBundles(Sample.bundle("org.meterway.tcp")));
  }

  @Test
  void aProviderMayNotExport() {
    String contracts = "org.meterway.api.port;version=\"1.0.0\"";
    assertEquals(
        List.of(),
        BundleRules.exportsOfProviders(
            Sample.bundle("org.meterway.api").withHeader("Export-Package", contracts)));
    assertEquals(
        List.of(),
        BundleRules.exportsOfProviders(
            Sample.bundle("org.meterway.dlms")
                .withHeader("Export-Package", "org.meterway.dlms.client;version=\"1.0.0\"")));
    assertEquals(
        List.of("org.meterway.tcp exports org.meterway.api.port"),
        BundleRules.exportsOfProviders(
            Sample.bundle("org.meterway.tcp").withHeader("Export-Package", contracts)));
    assertEquals(
        List.of("org.meterway.api exports org.meterway.internal"),
        BundleRules.exportsOfProviders(
            Sample.bundle("org.meterway.api")
                .withHeader("Export-Package", "org.meterway.internal")));
  }

  @Test
  void anExportNeedsAVersion() {
    BundleFile bad =
        Sample.bundle("org.meterway.api")
            .withHeader(
                "Export-Package",
                "org.meterway.api.port;version=\"1.0.0\",org.meterway.api.link;uses:=\"a,b\"");
    assertEquals(
        List.of("org.meterway.api exports without a version: org.meterway.api.link"),
        BundleRules.exportsWithoutVersion(bad));
  }

  @Test
  void aBundleWithComponentsBecomesActive() {
    Sample.GOOD
        .with("Bundle-ActivationPolicy", "lazy")
        .breaks(
            BundleRules::componentsOfInactiveBundles,
            "org.meterway.tcp has components, and the header Bundle-ActivationPolicy");
    Sample.GOOD
        .with("Fragment-Host", "com.example.host")
        .breaks(
            BundleRules::componentsOfInactiveBundles,
            "org.meterway.tcp has components, and the header Fragment-Host");
    assertEquals(
        List.of(),
        BundleRules.componentsOfInactiveBundles(
            Sample.bundle("org.meterway.serial-native")
                .withHeader("Fragment-Host", "com.example.host")));
  }

  @Test
  void classFilesAreOfJava17() {
    BundleFile good =
        Sample.bundle("org.meterway.tcp")
            .withEntry("a/Good.class", new byte[] {0, 0, 0, 0, 0, 0, 0, 61});
    assertEquals(List.of(), BundleRules.otherByteCode(good));
    BundleFile bad = good.withEntry("a/New.class", new byte[] {0, 0, 0, 0, 0, 0, 0, 65});
    assertEquals(List.of("a/New.class has class file version 65"), BundleRules.otherByteCode(bad));
    assertEquals(
        List.of("a/Old.class has class file version 52"),
        BundleRules.otherByteCode(
            Sample.bundle("org.meterway.metrics")
                .withEntry("a/Old.class", new byte[] {0, 0, 0, 0, 0, 0, 0, 52})
                .withEntry("io/prometheus/Old.class", new byte[] {0, 0, 0, 0, 0, 0, 0, 52})));
  }
}
