/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import java.util.List;
import java.util.Objects;
import org.eclipse.osgi.util.ManifestElement;
import org.w3c.dom.Element;

/**
 * A component as it is declared to SCR.
 *
 * @param element the root of its file
 */
record Component(Element element) {
  /** The components that the manifest names. */
  static List<Component> of(BundleFile bundle) {
    return bundle.header("Service-Component").stream()
        .map(ManifestElement::getValue)
        .map(
            path ->
                Objects.requireNonNull(
                    bundle.entries().get(path), () -> bundle.symbolicName() + " lacks " + path))
        .map(file -> new Component(Xml.parse(file)))
        .toList();
  }

  /** The components that have a configuration, and so a page in Kura. */
  static List<Component> configured(BundleFile bundle) {
    return of(bundle).stream()
        .filter(it -> it.requiresConfiguration() || !it.attribute("configuration-pid").isEmpty())
        .toList();
  }

  String name() {
    return attribute("name");
  }

  /** Empty where there is none. */
  String attribute(String attribute) {
    return element.getAttribute(attribute);
  }

  boolean requiresConfiguration() {
    return attribute("configuration-policy").equals("require");
  }

  boolean provides(String service) {
    return Xml.children(element, "service").stream()
        .flatMap(services -> Xml.children(services, "provide").stream())
        .anyMatch(provided -> provided.getAttribute("interface").equals(service));
  }

  List<Element> references() {
    return Xml.children(element, "reference");
  }

  List<Element> properties() {
    return Xml.children(element, "property");
  }
}
