/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.w3c.dom.Element;

/** Limits, options and defaults: valid in themselves and by each other. */
final class ValueRules {
  private ValueRules() {}

  /**
   * Limits are of the attribute's type, and of lengths for texts. Where both are the same, Kura's
   * page takes the attribute for one that cannot be changed.
   */
  static List<String> brokenLimits(BundleFile bundle) {
    return Attribute.inEach(bundle, ValueRules::brokenLimits);
  }

  /** Kura keeps options by their label, and fails to show those without a value. */
  static List<String> brokenOptions(BundleFile bundle) {
    return Attribute.inEach(bundle, ValueRules::brokenOptions);
  }

  /**
   * A default is what Kura stores for whoever changes nothing. Without one, a list shows its first
   * option and saves it with the page, and a switch shows "false" whatever holds.
   */
  static List<String> brokenDefaults(BundleFile bundle) {
    return Attribute.inEach(bundle, ValueRules::brokenDefaults);
  }

  private static List<String> brokenLimits(Attribute attribute) {
    List<String> broken = new ArrayList<>();
    List<Double> limits = new ArrayList<>();
    for (String limit : List.of("min", "max")) {
      String text = attribute.text(limit);
      if (!text.isEmpty()) {
        String type = attribute.type().equals("String") ? "Integer" : attribute.type();
        if (Set.of("Boolean", "Password").contains(type) || !parses(type, text)) {
          broken.add(limit + " " + text + " is no limit for " + attribute.type());
        } else {
          limits.add(Double.valueOf(text));
        }
      }
    }
    if (limits.size() == 2 && limits.get(0) >= limits.get(1)) {
      broken.add("min is not below max");
    }
    return broken;
  }

  private static List<String> brokenOptions(Attribute attribute) {
    List<String> broken = new ArrayList<>();
    Set<String> labels = new HashSet<>();
    Set<String> values = new HashSet<>();
    for (Element option : attribute.options()) {
      String label = option.getAttribute("label");
      String value = option.getAttribute("value");
      if (label.isBlank() || label.startsWith("%") || value.isBlank()) {
        broken.add("option '" + label + "' of value '" + value + "'");
      } else if (!parses(attribute.type(), value)) {
        broken.add("option " + value + " is no " + attribute.type());
      }
      if (!labels.add(label) | !values.add(value)) {
        broken.add("two options '" + label + "' of value '" + value + "'");
      }
    }
    return broken;
  }

  private static List<String> brokenDefaults(Attribute attribute) {
    List<String> broken = new ArrayList<>();
    boolean chosen = !attribute.options().isEmpty() || attribute.type().equals("Boolean");
    if (chosen && !attribute.isArray() && !attribute.hasDefault()) {
      broken.add("no default to choose");
    }
    List<String> values = attribute.defaults();
    if (!attribute.isArray() && attribute.hasDefault() && !isKept(attribute)) {
      broken.add("default is stored as " + values);
    }
    if (attribute.isArray()
        && values.size() > Math.abs(Long.parseLong(attribute.text("cardinality")))) {
      broken.add("more defaults than fields");
    }
    for (String value : values) {
      if (!parses(attribute.type(), value)) {
        broken.add("default " + value + " is no " + attribute.type());
      } else if (!isWithin(attribute, value) || !isOption(attribute, value)) {
        broken.add("default " + value + " is none of the values to choose");
      }
    }
    return broken;
  }

  /** Kura takes what is in front of the first comma, without white space around it. */
  private static boolean isKept(Attribute attribute) {
    return attribute.defaults().equals(List.of(attribute.text("default")));
  }

  private static boolean isOption(Attribute attribute, String value) {
    return attribute.options().isEmpty()
        || attribute.options().stream().anyMatch(it -> it.getAttribute("value").equals(value));
  }

  private static boolean isWithin(Attribute attribute, String value) {
    if (!brokenLimits(attribute).isEmpty()) {
      return true;
    }
    String min = attribute.text("min");
    String max = attribute.text("max");
    if (min.isEmpty() && max.isEmpty()) {
      return true;
    }
    double size = attribute.type().equals("String") ? value.length() : Double.parseDouble(value);
    return (min.isEmpty() || size >= Double.parseDouble(min))
        && (max.isEmpty() || size <= Double.parseDouble(max));
  }

  private static boolean parses(String type, String text) {
    try {
      return switch (type) {
        case "Long" -> text.equals(Long.valueOf(text).toString());
        case "Integer" -> text.equals(Integer.valueOf(text).toString());
        case "Short" -> text.equals(Short.valueOf(text).toString());
        case "Byte" -> text.equals(Byte.valueOf(text).toString());
        case "Double" -> Double.isFinite(Double.parseDouble(text));
        case "Float" -> Float.isFinite(Float.parseFloat(text));
        case "Boolean" -> text.equals("true") || text.equals("false");
        default -> true;
      };
    } catch (NumberFormatException malformed) {
      return false;
    }
  }
}
