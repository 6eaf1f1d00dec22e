/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;

/** Components that Kura expects something of for the services they provide: drivers and wires. */
final class KuraServiceRules {
  private static final String WIRE = "org.eclipse.kura.wire.";
  private static final String WIRE_ADMIN = "org.osgi.service.wireadmin.";
  private static final String DRIVER = "org.eclipse.kura.driver.Driver";
  private static final String HIDDEN_SERVICE = "kura.ui.service.hide";
  private static final String HIDDEN_FACTORY = "kura.ui.factory.hide";
  private static final Set<String> PORTS =
      Set.of(
          "input.cardinality.minimum",
          "input.cardinality.maximum",
          "input.cardinality.default",
          "output.cardinality.minimum",
          "output.cardinality.maximum",
          "output.cardinality.default");

  private KuraServiceRules() {}

  /** One driver that is no factory breaks the listing of the channels of all drivers. */
  static List<String> singleDrivers(BundleFile bundle) {
    return Component.of(bundle).stream()
        .filter(it -> it.provides(DRIVER) && !isFactory(bundle, it))
        .map(it -> it.name() + " is a driver and no factory")
        .toList();
  }

  /** Kura connects wires through Wire Admin, and shows wire components in the Wire Graph alone. */
  static List<String> brokenWireComponents(BundleFile bundle) {
    List<String> broken = new ArrayList<>();
    for (Component component : Component.of(bundle)) {
      if (isWireComponent(component)) {
        missing(bundle, component).forEach(it -> broken.add(component.name() + " " + it));
      }
    }
    return broken;
  }

  /**
   * With the first of these properties Kura reads all of them, as integers; where one is missing it
   * lists no wire components any more, of nobody.
   */
  static List<String> incompletePorts(BundleFile bundle) {
    List<String> broken = new ArrayList<>();
    for (Component component : Component.of(bundle)) {
      List<Element> ports =
          component.properties().stream()
              .filter(property -> PORTS.contains(property.getAttribute("name")))
              .toList();
      // A value in the element's text would be an array.
      boolean integers =
          ports.stream()
              .allMatch(
                  it -> it.getAttribute("type").equals("Integer") && it.hasAttribute("value"));
      if (!ports.isEmpty() && (ports.size() != PORTS.size() || !integers)) {
        broken.add(component.name() + " needs all six cardinalities of ports, as Integer");
      }
    }
    return broken;
  }

  /**
   * Kura 5.5 reads the values of a component that was just drawn, and fails on an array without
   * any: the graph is not saved.
   */
  static List<String> emptyArrays(BundleFile bundle) {
    List<String> wires =
        Component.of(bundle).stream()
            .filter(KuraServiceRules::isWireComponent)
            .map(Component::name)
            .toList();
    return Attribute.inEach(
        bundle,
        attribute ->
            wires.contains(attribute.pid()) && attribute.isArray() && !attribute.hasDefault()
                ? List.of("array without a default in a wire component")
                : List.of());
  }

  /** What is hidden is on no page: only wire components have another one. */
  static List<String> hiddenComponents(BundleFile bundle) {
    List<String> broken = new ArrayList<>();
    for (Component component : Component.of(bundle)) {
      for (String hidden : List.of(HIDDEN_SERVICE, HIDDEN_FACTORY)) {
        if (!isWireComponent(component) && property(component, hidden).isPresent()) {
          broken.add(component.name() + " hides itself by " + hidden);
        }
      }
    }
    return broken;
  }

  private static List<String> missing(BundleFile bundle, Component component) {
    List<String> missing = new ArrayList<>();
    if (!component.provides(WIRE + "WireComponent")) {
      missing.add("does not provide WireComponent");
    }
    if (component.provides(WIRE + "WireEmitter") && !component.provides(WIRE_ADMIN + "Producer")) {
      missing.add("emits and does not provide Producer");
    }
    if (component.provides(WIRE + "WireReceiver") && !component.provides(WIRE_ADMIN + "Consumer")) {
      missing.add("receives and does not provide Consumer");
    }
    if (!isFactory(bundle, component)) {
      missing.add("is no factory");
    }
    // Boolean: the page is filtered by (kura.ui.service.hide=true).
    if (property(component, HIDDEN_SERVICE).filter("true"::equals).isEmpty()) {
      missing.add("is not hidden from the services");
    }
    return missing;
  }

  private static boolean isWireComponent(Component component) {
    return component.provides(WIRE + "WireComponent")
        || component.provides(WIRE + "WireEmitter")
        || component.provides(WIRE + "WireReceiver");
  }

  private static boolean isFactory(BundleFile bundle, Component component) {
    return Metatype.of(bundle).stream()
        .anyMatch(it -> it.pid().equals(component.name()) && it.ofFactory());
  }

  private static Optional<String> property(Component component, String name) {
    return component.properties().stream()
        .filter(property -> property.getAttribute("name").equals(name))
        .map(
            property ->
                property.hasAttribute("value")
                    ? property.getAttribute("value")
                    : property.getTextContent().strip())
        .findFirst();
  }
}
