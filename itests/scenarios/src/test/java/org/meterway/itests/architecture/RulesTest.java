/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each rule finds what it is made for, in bundles that were never built. */
class RulesTest {
  private static final String NAME = "org.meterway.tcp.Port";
  private static final String COMPONENT = "OSGI-INF/" + NAME + ".xml";

  @Test
  void aNeighbourMayNotBeImported() {
    BundleFile good =
        bundle("org.meterway.tcp").withHeader("Import-Package", "org.meterway.api.port");
    assertEquals(List.of(), Rules.importsOfNeighbours(good));

    BundleFile bad =
        bundle("org.meterway.tcp")
            .withHeader(
                "Import-Package",
                "org.slf4j;version=\"[1.7,3)\",org.meterway.api.port,org.meterway.registry");
    assertEquals(
        List.of("org.meterway.tcp imports org.meterway.registry"), Rules.importsOfNeighbours(bad));

    BundleFile dynamic =
        bundle("org.meterway.tcp").withHeader("DynamicImport-Package", "org.meterway.link.*");
    assertEquals(1, Rules.importsOfNeighbours(dynamic).size());
  }

  @Test
  void aBundleMayNotBeRequired() {
    BundleFile bad = bundle("org.meterway.tcp").withHeader("Require-Bundle", "org.meterway.serial");
    assertEquals(
        List.of("org.meterway.tcp requires bundle org.meterway.serial"),
        Rules.requiredBundles(bad));
    assertEquals(List.of(), Rules.requiredBundles(bundle("org.meterway.tcp")));
  }

  @Test
  void aProviderMayNotExport() {
    String contracts = "org.meterway.api.port;version=\"1.0.0\"";
    assertEquals(
        List.of(),
        Rules.exportsOfProviders(
            bundle("org.meterway.api").withHeader("Export-Package", contracts)));
    assertEquals(
        List.of("org.meterway.tcp exports org.meterway.api.port"),
        Rules.exportsOfProviders(
            bundle("org.meterway.tcp").withHeader("Export-Package", contracts)));
    assertEquals(
        List.of("org.meterway.api exports org.meterway.internal"),
        Rules.exportsOfProviders(
            bundle("org.meterway.api").withHeader("Export-Package", "org.meterway.internal")));
  }

  @Test
  void anExportNeedsAVersion() {
    BundleFile bad =
        bundle("org.meterway.api")
            .withHeader(
                "Export-Package",
                "org.meterway.api.port;version=\"1.0.0\",org.meterway.api.link;uses:=\"a,b\"");
    assertEquals(
        List.of("org.meterway.api exports without a version: org.meterway.api.link"),
        Rules.exportsWithoutVersion(bad));
  }

  @Test
  void importsOfSlf4jAndKuraHaveTheirRanges() {
    BundleFile good =
        bundle("org.meterway.tcp")
            .withHeader(
                "Import-Package",
                "org.slf4j;version=\"[1.7,3)\","
                    + "org.eclipse.kura.configuration;version=\"[1.0,2)\","
                    + "org.eclipse.kura.wire.graph;version=\"[2.0,3.0)\","
                    + "org.eclipse.kura.core.configuration.metatype;version=\"[1.0,4)\","
                    + "org.osgi.framework;version=\"[1.9,2)\"");
    assertEquals(List.of(), Rules.importRanges(good));

    BundleFile bad =
        bundle("org.meterway.tcp")
            .withHeader(
                "Import-Package",
                "org.slf4j;version=\"[1.7,2)\",org.eclipse.kura.channel;version=\"[1.3,2)\","
                    + "org.eclipse.kura.wire");
    assertEquals(
        List.of(
            "org.meterway.tcp imports org.slf4j in [1.7,2), not [1.7,3)",
            "org.meterway.tcp imports org.eclipse.kura.channel in [1.3,2), not [1.0,2)",
            "org.meterway.tcp imports org.eclipse.kura.wire in null, not [2.0,3.0)"),
        Rules.importRanges(bad));
  }

  @Test
  void aServicePidMayNotBeDeclared() {
    String property = "<property name=\"service.pid\" value=\"x\"/>";
    assertEquals(
        List.of(NAME + " declares service.pid"),
        Rules.declaredServicePids(configured(component(NAME, NAME, property), "")));
    assertEquals(List.of(), Rules.declaredServicePids(configured(component(NAME, NAME, ""), "")));
  }

  @Test
  void componentAndPidHaveOneName() {
    assertEquals(
        List.of(),
        Rules.differingNames(
            configured(component(NAME, NAME, ""), metatype(NAME, "factoryPid", NAME))));
    assertEquals(
        List.of("component " + NAME + " has configuration-pid other"),
        Rules.differingNames(
            configured(component(NAME, "other", ""), metatype(NAME, "pid", NAME))));
  }

  @Test
  void theMetatypeHasTheComponentsName() {
    assertEquals(
        List.of("component " + NAME + " has OCD ids [Config]"),
        Rules.differingNames(
            configured(component(NAME, NAME, ""), metatype("Config", "pid", NAME))));
    assertEquals(
        List.of("component " + NAME + " is designated as [factoryPid] [other]"),
        Rules.differingNames(
            configured(component(NAME, NAME, ""), metatype(NAME, "factoryPid", "other"))));

    BundleFile misplaced =
        configured(component(NAME, NAME, ""), "")
            .withEntry(
                "OSGI-INF/metatype/Config.xml",
                metatype(NAME, "pid", NAME).getBytes(StandardCharsets.UTF_8));
    assertEquals(
        List.of(
            "component " + NAME + " has no OSGI-INF/metatype/" + NAME + ".xml",
            "OSGI-INF/metatype/Config.xml belongs to no configured component of its name"),
        Rules.differingNames(misplaced));
  }

  @Test
  void classFilesAreOfJava17() {
    BundleFile good =
        bundle("org.meterway.tcp").withEntry("a/Good.class", new byte[] {0, 0, 0, 0, 0, 0, 0, 61});
    assertEquals(List.of(), Rules.otherByteCode(good));
    BundleFile bad = good.withEntry("a/New.class", new byte[] {0, 0, 0, 0, 0, 0, 0, 65});
    assertEquals(List.of("a/New.class has class file version 65"), Rules.otherByteCode(bad));
  }

  private static BundleFile bundle(String symbolicName) {
    return new BundleFile(Map.of("Bundle-SymbolicName", symbolicName), Map.of());
  }

  /** A bundle with one component; an empty metatype is none. */
  private static BundleFile configured(String component, String metatype) {
    BundleFile bundle =
        bundle("org.meterway.tcp")
            .withHeader("Service-Component", COMPONENT)
            .withEntry(COMPONENT, component.getBytes(StandardCharsets.UTF_8));
    return metatype.isEmpty()
        ? bundle
        : bundle.withEntry(
            "OSGI-INF/metatype/" + NAME + ".xml", metatype.getBytes(StandardCharsets.UTF_8));
  }

  private static String component(String name, String pid, String more) {
    return """
        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="%s"
            configuration-policy="require" configuration-pid="%s">
          %s<implementation class="x.Y"/>
        </scr:component>
        """
        .formatted(name, pid, more);
  }

  private static String metatype(String ocd, String kind, String pid) {
    return """
        <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.2.0">
          <OCD id="%s" name="A port"/>
          <Designate %s="%s"><Object ocdref="%1$s"/></Designate>
        </metatype:MetaData>
        """
        .formatted(ocd, kind, pid);
  }
}
