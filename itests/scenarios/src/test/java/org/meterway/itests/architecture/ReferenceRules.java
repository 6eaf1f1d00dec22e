/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Element;

/** What a component refers to, so that neither it nor its page waits for somebody for ever. */
final class ReferenceRules {
  private static final String WIRE_HELPER = "org.eclipse.kura.wire.WireHelperService";

  private ReferenceRules() {}

  /**
   * While a mandatory reference is not satisfied the page is away, and with it the means to correct
   * the target; and Kura's services are not there outside Kura.
   */
  static List<String> hidingReferences(BundleFile bundle) {
    List<String> broken = new ArrayList<>();
    List<String> targets =
        Metatype.of(bundle).stream()
            .flatMap(metatype -> metatype.attributes().stream())
            .map(attribute -> attribute.pid() + " " + attribute.id())
            .toList();
    for (Component component : Component.configured(bundle)) {
      for (Element reference : component.references()) {
        String name = reference.getAttribute("name");
        String service = reference.getAttribute("interface");
        boolean targeted = targets.contains(component.name() + " " + name + Attribute.TARGET);
        boolean ofKura = service.startsWith("org.eclipse.kura.") && !service.equals(WIRE_HELPER);
        if (!isOptional(reference) && (targeted || ofKura)) {
          broken.add(component.name() + " is hidden while it has no " + name);
        }
      }
    }
    return broken;
  }

  /** Static and reluctant, an optional reference does not see a service that comes later. */
  static List<String> missedServices(BundleFile bundle) {
    List<String> broken = new ArrayList<>();
    for (Component component : Component.of(bundle)) {
      for (Element reference : component.references()) {
        if (isOptional(reference)
            && !reference.getAttribute("policy").equals("dynamic")
            && !reference.getAttribute("policy-option").equals("greedy")) {
          broken.add(component.name() + " misses a later " + reference.getAttribute("name"));
        }
      }
    }
    return broken;
  }

  /**
   * SCR 2.1.16, which is Kura 5's, makes no component whose optional constructor parameter is
   * absent, and says nothing (FELIX-6353).
   */
  static List<String> optionalParameters(BundleFile bundle) {
    List<String> broken = new ArrayList<>();
    for (Component component : Component.of(bundle)) {
      for (Element reference : component.references()) {
        if (reference.getAttribute("cardinality").equals("0..1")
            && reference.hasAttribute("parameter")) {
          broken.add(
              component.name()
                  + " is not made without "
                  + reference.getAttribute("name")
                  + ", a parameter of its constructor");
        }
      }
    }
    return broken;
  }

  private static boolean isOptional(Element reference) {
    return reference.getAttribute("cardinality").startsWith("0");
  }
}
