/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.VersionRange;

/** Imports that would not resolve on one Kura or the other, in bundles that were never built. */
class ImportRulesTest {
  private static final Platform OLDER = Platform.kura("5.5");
  private static final Platform NEWER = Platform.kura("6");

  @Test
  void rangesSpanBothKuras() {
    BundleFile good =
        importing(
            "org.slf4j;version=\"[1.7,3)\","
                + "org.eclipse.kura.channel;version=\"[1.0,2)\","
                + "org.eclipse.kura.wire;version=\"[2.0,3.0)\","
                + "org.eclipse.kura.wire.graph;version=\"[1.0,2)\","
                + "org.eclipse.kura.core.configuration.metatype;version=\"[1.0,4)\","
                + "org.osgi.framework;version=\"[1.9,2)\"");
    assertEquals(List.of(), ImportRules.narrowRanges(good, OLDER, NEWER));

    BundleFile bad =
        importing(
            "org.slf4j;version=\"[1.7,2)\","
                + "org.eclipse.kura.channel;version=\"[1.3,2)\","
                + "org.eclipse.kura.wire,"
                + "org.eclipse.kura.wire.graph;version=\"[2.0,3)\","
                + "org.eclipse.kura.core.configuration.metatype;version=\"[1.0,2)\"");
    assertEquals(
        List.of(
            "org.meterway.tcp imports org.slf4j in [1.7.0,2.0.0), not [1.7.0,3.0.0)",
            "org.meterway.tcp imports org.eclipse.kura.channel in [1.3.0,2.0.0), not [1.0.0,2.0.0)",
            "org.meterway.tcp imports org.eclipse.kura.wire in 0.0.0, not [2.0.0,3.0.0)",
            "org.meterway.tcp imports org.eclipse.kura.wire.graph in [2.0.0,3.0.0),"
                + " not [1.0.0,2.0.0)",
            "org.meterway.tcp imports org.eclipse.kura.core.configuration.metatype in"
                + " [1.0.0,2.0.0), not [1.0.0,4.0.0)"),
        ImportRules.narrowRanges(bad, OLDER, NEWER));
  }

  @Test
  void anImportIsExportedBySomebody() {
    BundleFile api =
        Sample.bundle("org.meterway.api")
            .withHeader("Export-Package", "org.meterway.api.port;version=\"1.0.0\"");
    Platform platform = OLDER.withJava().with(List.of(api));
    BundleFile good =
        importing(
            "java.util,javax.net.ssl,org.eclipse.kura.net.modem;version=\"[2.0,3)\","
                + "org.meterway.api.port;version=\"[1.0,1.1)\",com.example;resolution:=optional");
    assertEquals(List.of(), ImportRules.unresolved(good, platform));

    BundleFile bad =
        importing(
            "com.example,javax.net.ssl;version=\"1.0\",org.meterway.api.port;version=\"[1.1,2)\"");
    assertEquals(
        List.of(
            "org.meterway.tcp imports com.example in 0.0.0, which Kura 5.5 has not",
            "org.meterway.tcp imports javax.net.ssl in 1.0.0, which Kura 5.5 has not",
            "org.meterway.tcp imports org.meterway.api.port in [1.1.0,2.0.0),"
                + " which Kura 5.5 has not"),
        ImportRules.unresolved(bad, platform));
  }

  @Test
  void anOptionalImportIsWiredWhereItsPackageIs() {
    assertEquals(
        List.of(
            "org.meterway.tcp imports org.eclipse.kura.net.modem in [1.0.0,2.0.0),"
                + " which Kura 6 has not"),
        ImportRules.unresolved(
            importing("org.eclipse.kura.net.modem;version=\"[1.0,2)\";resolution:=optional"),
            NEWER));
  }

  @Test
  void onlyBundlesOfKuraNeedKura() {
    String packages = "org.eclipse.kura.configuration,org.eclipse.kura.crypto";
    assertEquals(
        List.of("org.meterway.tcp needs org.eclipse.kura.crypto outside Kura"),
        ImportRules.needsOfKura(importing(packages)));
    assertEquals(List.of(), ImportRules.needsOfKura(importing(packages + ";resolution:=optional")));
    assertEquals(
        List.of(),
        ImportRules.needsOfKura(
            Sample.bundle("org.meterway.kura-wires").withHeader("Import-Package", packages)));
  }

  @Test
  void theKurasDiffer() {
    VersionRange since = new VersionRange("[1.3,2)");
    assertFalse(OLDER.offers("org.eclipse.kura.channel", since));
    assertTrue(NEWER.offers("org.eclipse.kura.channel", since));
    assertTrue(OLDER.offers("org.slf4j", new VersionRange("[1.7,2)")));
    assertTrue(NEWER.offers("org.slf4j", new VersionRange("[2.0,3)")));
  }

  @Test
  void requirementsAreMetByKura5() {
    String component = "osgi.extender;filter:=\"(&(osgi.extender=osgi.component)(version>=1.%d))\"";
    String java = "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=%d))\"";
    String later = ",osgi.service;effective:=active;filter:=\"(objectClass=x.Y)\"";
    String optional = ",osgi.contract;resolution:=optional";
    assertEquals(
        List.of(),
        ImportRules.requirements(
            requiring(component.formatted(4) + "," + java.formatted(17) + later + optional)));

    assertBroken(component.formatted(5));
    assertBroken(java.formatted(21));
    assertBroken("osgi.contract;osgi.contract=JavaServlet");
  }

  @Test
  void aFragmentHasItsHost() {
    BundleFile fragment =
        Sample.bundle("org.meterway.tcp")
            .withHeader("Fragment-Host", "com.example.host;bundle-version=\"1.0\"");
    BundleFile host = Sample.bundle("com.example.host");
    assertEquals(List.of(), ImportRules.missingHosts(fragment, List.of(fragment, host)));
    assertEquals(
        List.of("org.meterway.tcp is a fragment of com.example.host"),
        ImportRules.missingHosts(fragment, List.of(fragment)));
  }

  private static void assertBroken(String requirement) {
    assertEquals(1, ImportRules.requirements(requiring(requirement)).size(), requirement);
  }

  private static BundleFile importing(String packages) {
    return Sample.bundle("org.meterway.tcp").withHeader("Import-Package", packages);
  }

  private static BundleFile requiring(String capabilities) {
    return Sample.bundle("org.meterway.tcp").withHeader("Require-Capability", capabilities);
  }
}
