/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.w3c.dom.Element;

/** What an attribute may be, so that Kura's page shows it, keeps it and lets it be changed. */
final class AttributeRules {
  /** What Kura's parser knows, but for Char: bnd and Kura disagree on it. */
  private static final Set<String> TYPES =
      Set.of(
          "String", "Long", "Double", "Float", "Integer", "Byte", "Boolean", "Short", "Password");

  /** Kura's page has so many fields for an array; saving it loses all further values. */
  private static final int FIELDS = 10;

  private AttributeRules() {}

  /** Another type, or none, and Kura drops the whole file. */
  static List<String> unknownTypes(BundleFile bundle) {
    return Attribute.inEach(
        bundle, it -> TYPES.contains(it.type()) ? List.of() : List.of("type '" + it.type() + "'"));
  }

  /**
   * A cardinality of 1 or -1 is a single value, a negative one has no fields at all, and a required
   * array wants every field filled. Switches in arrays are not saved, and Kura takes passwords in
   * arrays for strings.
   */
  static List<String> brokenArrays(BundleFile bundle) {
    return Attribute.inEach(bundle, it -> it.isArray() ? brokenArray(it) : List.of());
  }

  /** A password that everybody knows is none. */
  static List<String> openPasswords(BundleFile bundle) {
    return Attribute.inEach(
        bundle,
        it -> it.type().equals("Password") && it.hasDefault() ? List.of("default") : List.of());
  }

  /**
   * Kura offers the services that match the reference of a target's name, in a field for one filter
   * that cannot be typed into.
   */
  static List<String> brokenTargets(BundleFile bundle) {
    return Attribute.inEach(bundle, it -> it.isTarget() ? brokenTarget(bundle, it) : List.of());
  }

  private static List<String> brokenArray(Attribute array) {
    List<String> broken = new ArrayList<>();
    String cardinality = array.text("cardinality");
    if (!cardinality.matches("\\d{1,2}")
        || Integer.parseInt(cardinality) < 2
        || Integer.parseInt(cardinality) > FIELDS) {
      broken.add("cardinality " + cardinality + ", not 2 to " + FIELDS);
    }
    if (array.isRequired()) {
      broken.add("array that is required");
    }
    if (Set.of("Boolean", "Password").contains(array.type())) {
      broken.add("array of " + array.type());
    }
    return broken;
  }

  private static List<String> brokenTarget(BundleFile bundle, Attribute target) {
    List<String> broken = new ArrayList<>();
    if (!target.type().equals("String")) {
      broken.add("target of type " + target.type());
    }
    if (target.hasDefault()) {
      broken.add("target with a default");
    }
    if (target.isRequired()) {
      // The page does not look again at an empty field once a target was chosen: no way to apply.
      broken.add("required target");
    }
    if (target.isArray() || !target.options().isEmpty()) {
      broken.add("target that is no single text");
    }
    // Kura's own way to the name of the reference: a pattern, not a text.
    String name = target.id().split(Attribute.TARGET)[0];
    boolean referred =
        Component.of(bundle).stream()
            .filter(component -> component.name().equals(target.pid()))
            .flatMap(component -> component.references().stream())
            .map((Element reference) -> reference.getAttribute("name"))
            .anyMatch(name::equals);
    if (!referred) {
      broken.add("target of no reference " + name);
    }
    return broken;
  }
}
