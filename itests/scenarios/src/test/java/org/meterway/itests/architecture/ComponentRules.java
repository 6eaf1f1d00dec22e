/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/** How a component is declared, so that SCR 2.1 takes it and Kura lists it. */
final class ComponentRules {
  private static final String MARKER = "org.eclipse.kura.configuration.ConfigurableComponent";

  /** Set by Config Admin, by SCR and by Kura, and by nobody else. */
  private static final Set<String> RESERVED =
      Set.of(
          "service.pid",
          "service.factoryPid",
          "kura.service.pid",
          "component.name",
          "component.id");

  private static final String SCR = "http://www.osgi.org/xmlns/scr/";
  private static final Set<String> UNTIL_1_4 =
      Set.of(SCR + "v1.0.0", SCR + "v1.1.0", SCR + "v1.2.0", SCR + "v1.3.0", SCR + "v1.4.0");

  private ComponentRules() {}

  /** SCR of Kura 5 passes over declarations that are newer than it. */
  static List<String> newerDeclarations(BundleFile bundle) {
    return Component.of(bundle).stream()
        .filter(component -> !UNTIL_1_4.contains(namespace(component)))
        .map(component -> component.name() + " is not declared for DS 1.4 or earlier")
        .toList();
  }

  /** Kura configures what has its marker, and it shows what is active. */
  static List<String> unlistedComponents(BundleFile bundle) {
    List<String> broken = new ArrayList<>();
    for (Component component : Component.configured(bundle)) {
      if (!component.provides(MARKER)) {
        broken.add(component.name() + " does not provide ConfigurableComponent");
      }
      if (!component.requiresConfiguration()) {
        broken.add(component.name() + " is there without its configuration");
      }
      if (component.attribute("modified").isEmpty()) {
        broken.add(component.name() + " has no modified method");
      }
      // The marker is tracked, never got: a delayed component would wait for somebody for ever.
      if (!component.attribute("immediate").equals("true")) {
        broken.add(component.name() + " is not immediate");
      }
      if (component.attribute("enabled").equals("false")) {
        broken.add(component.name() + " is not enabled");
      }
    }
    return broken;
  }

  /** Kura loses the configuration of a component that declares a {@code service.pid}. */
  static List<String> reservedProperties(BundleFile bundle) {
    List<String> broken = new ArrayList<>();
    for (Component component : Component.of(bundle)) {
      declared(bundle, component)
          .filter(RESERVED::contains)
          .forEach(name -> broken.add(component.name() + " declares " + name));
    }
    return broken;
  }

  /** The same on a page: the user would change what Kura keeps the instance by. */
  static List<String> reservedAttributes(BundleFile bundle) {
    return Attribute.inEach(
        bundle, it -> RESERVED.contains(it.id()) ? List.of("has a reserved id") : List.of());
  }

  private static String namespace(Component component) {
    String[] name = component.element().getNodeName().split(":");
    return component.attribute(name.length == 1 ? "xmlns" : "xmlns:" + name[0]);
  }

  /** The names in property elements and in property files, of the component and of its factory. */
  private static Stream<String> declared(BundleFile bundle, Component component) {
    Stream<String> named =
        Stream.of("property", "factory-property")
            .flatMap(kind -> Xml.children(component.element(), kind).stream())
            .map(property -> property.getAttribute("name"));
    Stream<String> filed =
        Stream.of("properties", "factory-properties")
            .flatMap(kind -> Xml.children(component.element(), kind).stream())
            .map(file -> bundle.entries().getOrDefault(file.getAttribute("entry"), new byte[0]))
            .flatMap(ComponentRules::keys);
    return Stream.concat(named, filed);
  }

  private static Stream<String> keys(byte[] file) {
    Properties properties = new Properties();
    try {
      properties.load(new ByteArrayInputStream(file));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return properties.stringPropertyNames().stream();
  }
}
