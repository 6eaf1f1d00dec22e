/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.w3c.dom.Element;

/**
 * A property on a page of Kura, read as Kura reads it.
 *
 * @param pid of the configuration
 * @param element the definition of the attribute
 */
record Attribute(String pid, Element element) {
  static final String TARGET = ".target";

  /** What breaks the rule in all attributes of a bundle, each named in front. */
  static List<String> inEach(BundleFile bundle, Function<Attribute, List<String>> rule) {
    List<String> broken = new ArrayList<>();
    for (Metatype metatype : Metatype.of(bundle)) {
      for (Attribute attribute : metatype.attributes()) {
        for (String what : rule.apply(attribute)) {
          broken.add(attribute.pid() + " " + attribute.id() + ": " + what);
        }
      }
    }
    return broken;
  }

  String id() {
    return text("id");
  }

  String type() {
    return text("type");
  }

  /** Empty where there is none: Kura makes no difference. */
  String text(String attribute) {
    return element.getAttribute(attribute);
  }

  boolean hasDefault() {
    return !text("default").isBlank();
  }

  boolean isArray() {
    return !text("cardinality").isEmpty() && !text("cardinality").equals("0");
  }

  boolean isRequired() {
    return !text("required").equals("false");
  }

  boolean isTarget() {
    return id().endsWith(TARGET);
  }

  List<Element> options() {
    return Xml.children(element, "Option");
  }

  /** The values of the default, taken apart as Kura does it; none where it is empty. */
  List<String> defaults() {
    return hasDefault() ? split(text("default")) : List.of();
  }

  /**
   * At commas, without unescaped white space around the parts; a backslash escapes one character.
   */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    int significant = 0;
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next == ',') {
        parts.add(part.substring(0, significant));
        part.setLength(0);
        significant = 0;
      } else if (next == '\\') {
        if (i + 1 < text.length()) {
          part.append(text.charAt(++i));
          significant = part.length();
        }
      } else if (!Character.isWhitespace(next)) {
        part.append(next);
        significant = part.length();
      } else if (part.length() > 0) {
        part.append(next);
      }
    }
    parts.add(part.substring(0, significant));
    return parts;
  }
}
