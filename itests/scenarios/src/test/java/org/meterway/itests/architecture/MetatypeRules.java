/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.w3c.dom.Element;

/** A metatype file as Kura's own parser reads it, and what its page shows of it. */
final class MetatypeRules {
  /** The elements that Kura reads within each; it passes over others, prefixed ones among them. */
  private static final Map<String, Set<String>> READ =
      Map.of(
          "MetaData", Set.of("OCD", "Designate"),
          "OCD", Set.of("AD"),
          "AD", Set.of("Option"),
          "Option", Set.of(),
          "Designate", Set.of("Object"),
          "Object", Set.of());

  private MetatypeRules() {}

  /** Elements that would be lost. */
  static List<String> unreadElements(BundleFile bundle) {
    List<String> broken = new ArrayList<>();
    for (Metatype metatype : Metatype.of(bundle)) {
      collectUnread(metatype.root(), "MetaData", metatype.pid(), broken);
    }
    return broken;
  }

  /** Kura reads the file in the encoding of the gateway, whatever the file says. */
  static List<String> unreadableCharacters(BundleFile bundle) {
    return Metatype.of(bundle).stream()
        .filter(metatype -> metatype.content().chars().anyMatch(character -> character > 126))
        .map(metatype -> metatype.pid() + " has characters that are not ASCII")
        .toList();
  }

  /** Names and descriptions are there, and in English: Kura looks no key up. */
  static List<String> missingTexts(BundleFile bundle) {
    List<String> broken = new ArrayList<>();
    for (Metatype metatype : Metatype.of(bundle)) {
      for (Element definition : metatype.definitions()) {
        missing(definition).forEach(what -> broken.add(metatype.pid() + ": " + what));
      }
    }
    broken.addAll(Attribute.inEach(bundle, attribute -> missing(attribute.element())));
    return broken;
  }

  /** What is behind the last bar of a description is not shown: Kura takes it for a hint. */
  static List<String> cutDescriptions(BundleFile bundle) {
    return Attribute.inEach(
        bundle,
        attribute -> {
          String text = attribute.text("description");
          boolean area = attribute.type().equals("String") && text.matches("[^|]*\\|TextArea");
          return area || !text.contains("|") ? List.of() : List.of("description with a bar");
        });
  }

  /** The page escapes the description at its head twice: {@code &#39;} stands there instead. */
  static List<String> garbledDescriptions(BundleFile bundle) {
    List<String> broken = new ArrayList<>();
    for (Metatype metatype : Metatype.of(bundle)) {
      for (Element definition : metatype.definitions()) {
        if (definition.getAttribute("description").matches("(?s).*[<>&'\"].*")) {
          broken.add(metatype.pid() + ": description with one of < > & ' \"");
        }
      }
    }
    return broken;
  }

  /** Of two attributes of one id, one is lost; two switches of one name switch each other. */
  static List<String> sameAttributes(BundleFile bundle) {
    List<String> broken = new ArrayList<>();
    for (Metatype metatype : Metatype.of(bundle)) {
      for (String key : List.of("id", "name")) {
        Set<String> seen = new HashSet<>();
        metatype.attributes().stream()
            .map(attribute -> attribute.text(key))
            .filter(value -> !seen.add(value))
            .forEach(
                value ->
                    broken.add(metatype.pid() + " has two attributes of " + key + " " + value));
      }
    }
    return broken;
  }

  private static void collectUnread(Element parent, String kind, String pid, List<String> broken) {
    for (Element child : Xml.children(parent)) {
      if (READ.get(kind).contains(child.getNodeName())) {
        collectUnread(child, child.getNodeName(), pid, broken);
      } else {
        broken.add(pid + " has a " + child.getNodeName() + " in its " + kind);
      }
    }
  }

  private static List<String> missing(Element element) {
    List<String> missing = new ArrayList<>();
    for (String text : List.of("name", "description")) {
      String value = element.getAttribute(text);
      if (value.isBlank() || value.startsWith("%")) {
        missing.add(text + " is '" + value + "'");
      }
    }
    return missing;
  }
}
