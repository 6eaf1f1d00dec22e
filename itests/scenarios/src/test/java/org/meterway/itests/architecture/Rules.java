/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.eclipse.osgi.util.ManifestElement;
import org.osgi.framework.Constants;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** The rules of the house: each names what in a bundle breaks it, or nothing. */
final class Rules {
  private static final String METERWAY = "org.meterway.";
  private static final String API_BUNDLE = "org.meterway.api";
  private static final String CONTRACTS = "org.meterway.api.";
  private static final String KURA_MARKER = "org.meterway.kura-marker";
  private static final String METATYPE = "OSGI-INF/metatype/";
  private static final int JAVA_17 = 61;

  /** Import ranges that resolve on Kura 5 and on Kura 6, the most special prefix first. */
  private static final Map<String, String> RANGES =
      Map.of(
          "org.eclipse.kura.core.configuration.metatype", "[1.0,4)",
          "org.eclipse.kura.wire", "[2.0,3.0)",
          "org.eclipse.kura", "[1.0,2)",
          "org.slf4j", "[1.7,3)");

  private Rules() {}

  /** Bundles know each other by contracts alone: nothing imports a neighbour. */
  static List<String> importsOfNeighbours(BundleFile bundle) {
    return packages(bundle, Constants.IMPORT_PACKAGE, Constants.DYNAMICIMPORT_PACKAGE)
        .filter(name -> name.startsWith(METERWAY) && !name.startsWith(CONTRACTS))
        .map(name -> bundle.symbolicName() + " imports " + name)
        .toList();
  }

  /** A bundle that requires another one sees all of its packages. */
  static List<String> requiredBundles(BundleFile bundle) {
    return bundle.header(Constants.REQUIRE_BUNDLE).stream()
        .map(required -> bundle.symbolicName() + " requires bundle " + required.getValue())
        .toList();
  }

  /** Providers keep their packages private; only the contracts and Kura's marker are exported. */
  static List<String> exportsOfProviders(BundleFile bundle) {
    String allowed =
        switch (bundle.symbolicName()) {
          case API_BUNDLE -> CONTRACTS;
          case KURA_MARKER -> "org.eclipse.kura.configuration";
          default -> null;
        };
    return packages(bundle, Constants.EXPORT_PACKAGE)
        .filter(name -> allowed == null || !name.startsWith(allowed))
        .map(name -> bundle.symbolicName() + " exports " + name)
        .toList();
  }

  /** An export without a version cannot be kept compatible. */
  static List<String> exportsWithoutVersion(BundleFile bundle) {
    return bundle.header(Constants.EXPORT_PACKAGE).stream()
        .filter(clause -> clause.getAttribute(Constants.VERSION_ATTRIBUTE) == null)
        .map(clause -> bundle.symbolicName() + " exports without a version: " + clause.getValue())
        .toList();
  }

  /** SLF4J and Kura in ranges that resolve on Kura 5 and on Kura 6. */
  static List<String> importRanges(BundleFile bundle) {
    List<String> broken = new ArrayList<>();
    for (ManifestElement clause : bundle.header(Constants.IMPORT_PACKAGE)) {
      for (String name : clause.getValueComponents()) {
        String wanted = range(name);
        String found = clause.getAttribute(Constants.VERSION_ATTRIBUTE);
        if (wanted != null && !wanted.equals(found)) {
          broken.add(
              "%s imports %s in %s, not %s".formatted(bundle.symbolicName(), name, found, wanted));
        }
      }
    }
    return broken;
  }

  /** Kura loses the configuration of a component that declares a {@code service.pid}. */
  static List<String> declaredServicePids(BundleFile bundle) {
    List<String> broken = new ArrayList<>();
    for (Element component : components(bundle)) {
      for (String kind : List.of("property", "factory-property")) {
        for (Element property : children(component, kind)) {
          if (property.getAttribute("name").equals(Constants.SERVICE_PID)) {
            broken.add(component.getAttribute("name") + " declares service.pid");
          }
        }
      }
    }
    return broken;
  }

  /**
   * One name everywhere: component, PID, metatype file, OCD and Designate. Kura finds a page and
   * its defaults by nothing else.
   */
  static List<String> differingNames(BundleFile bundle) {
    List<String> broken = new ArrayList<>();
    List<String> configured = new ArrayList<>();
    for (Element component : components(bundle)) {
      String name = component.getAttribute("name");
      String pid = component.getAttribute("configuration-pid");
      boolean required = component.getAttribute("configuration-policy").equals("require");
      if (!required && pid.isEmpty()) {
        continue;
      }
      configured.add(METATYPE + name + ".xml");
      if (!pid.equals(name)) {
        broken.add("component " + name + " has configuration-pid " + pid);
      }
      byte[] metatype = bundle.entries().get(METATYPE + name + ".xml");
      if (metatype == null) {
        broken.add("component " + name + " has no " + METATYPE + name + ".xml");
      } else {
        broken.addAll(differingMetatype(name, parse(metatype)));
      }
    }
    bundle.entries().keySet().stream()
        .filter(path -> path.startsWith(METATYPE) && !configured.contains(path))
        .map(path -> path + " belongs to no configured component of its name")
        .forEach(broken::add);
    return broken;
  }

  /** The class files run on Java 17, and are compiled for nothing older. */
  static List<String> otherByteCode(BundleFile bundle) {
    return bundle.entries().entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(".class"))
        .filter(entry -> major(entry.getValue()) != JAVA_17)
        .map(entry -> entry.getKey() + " has class file version " + major(entry.getValue()))
        .toList();
  }

  private static List<String> differingMetatype(String name, Element metatype) {
    List<String> broken = new ArrayList<>();
    List<String> ids =
        children(metatype, "OCD").stream().map(ocd -> ocd.getAttribute("id")).toList();
    if (!ids.equals(List.of(name))) {
      broken.add("component " + name + " has OCD ids " + ids);
    }
    List<String> designated =
        children(metatype, "Designate").stream()
            .map(it -> it.hasAttribute("factoryPid") ? "factoryPid" : "pid")
            .toList();
    List<String> pids =
        children(metatype, "Designate").stream()
            .map(it -> it.getAttribute(it.hasAttribute("factoryPid") ? "factoryPid" : "pid"))
            .toList();
    if (!pids.equals(List.of(name))) {
      broken.add("component " + name + " is designated as " + designated + " " + pids);
    }
    return broken;
  }

  private static Stream<String> packages(BundleFile bundle, String... headers) {
    return Arrays.stream(headers)
        .flatMap(header -> bundle.header(header).stream())
        .flatMap(clause -> Arrays.stream(clause.getValueComponents()));
  }

  private static String range(String packageName) {
    return RANGES.keySet().stream()
        .filter(prefix -> packageName.equals(prefix) || packageName.startsWith(prefix + "."))
        .max((one, other) -> one.length() - other.length())
        .map(RANGES::get)
        .orElse(null);
  }

  private static List<Element> components(BundleFile bundle) {
    return bundle.header("Service-Component").stream()
        .map(ManifestElement::getValue)
        .map(
            path ->
                Objects.requireNonNull(
                    bundle.entries().get(path), () -> bundle.symbolicName() + " lacks " + path))
        .map(Rules::parse)
        .toList();
  }

  private static Element parse(byte[] xml) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(xml))
          .getDocumentElement();
    } catch (IOException | SAXException | ParserConfigurationException malformed) {
      throw new IllegalStateException(malformed);
    }
  }

  private static List<Element> children(Element parent, String name) {
    var nodes = parent.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  private static int major(byte[] classFile) {
    return (classFile[6] & 0xFF) << 8 | classFile[7] & 0xFF;
  }
}
