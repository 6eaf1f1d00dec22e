/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The example has no parent, as it is to be copied: its versions must follow ours all the same. */
class ExampleVersionsTest {
  private final Element ours = pom("../../pom.xml");
  private final Element example = pom("../handler/pom.xml");

  @Test
  void theExampleIsMadeForThisVersionOfMeterway() {
    assertEquals(text(ours, "version"), properties(example).get("meterway.version"));
  }

  @Test
  void theExampleHasNoParent() {
    assertEquals(List.of(), children(example, "parent"));
  }

  @Test
  void librariesAndToolsAreThoseOfOurs() {
    assertSame(
        properties(ours),
        properties(example),
        "bnd.version",
        "ds.annotation.version",
        "junit.version",
        "maven.compiler.release",
        "metatype.annotation.version",
        "slf4j.version");
  }

  @Test
  void pluginsAreThoseOfOurs() {
    assertSame(
        plugins(ours),
        plugins(example),
        "maven-compiler-plugin",
        "maven-jar-plugin",
        "maven-surefire-plugin");
  }

  /** What both have is the same in both, and both have at least some. */
  private static void assertSame(
      Map<String, String> ours, Map<String, String> example, String... atLeast) {
    Map<String, String> shared = new TreeMap<>(example);
    shared.keySet().retainAll(ours.keySet());
    assertTrue(shared.keySet().containsAll(List.of(atLeast)), shared.toString());
    Map<String, String> expected = new TreeMap<>(ours);
    expected.keySet().retainAll(shared.keySet());
    assertEquals(expected, shared);
  }

  private static Map<String, String> properties(Element pom) {
    Map<String, String> properties = new TreeMap<>();
    NodeList all = children(pom, "properties").get(0).getChildNodes();
    for (int i = 0; i < all.getLength(); i++) {
      if (all.item(i) instanceof Element property) {
        properties.put(property.getTagName(), property.getTextContent());
      }
    }
    return properties;
  }

  private static Map<String, String> plugins(Element pom) {
    Map<String, String> versions = new TreeMap<>();
    NodeList all = pom.getElementsByTagName("plugin");
    for (int i = 0; i < all.getLength(); i++) {
      Element plugin = (Element) all.item(i);
      if (!children(plugin, "version").isEmpty()) {
        versions.put(text(plugin, "artifactId"), text(plugin, "version"));
      }
    }
    return versions;
  }

  private static String text(Element parent, String name) {
    return children(parent, name).get(0).getTextContent();
  }

  private static List<Element> children(Element parent, String name) {
    NodeList all = parent.getElementsByTagName(name);
    List<Element> children = new ArrayList<>();
    for (int i = 0; i < all.getLength(); i++) {
      Node node = all.item(i);
      if (node.getParentNode() == parent) {
        children.add((Element) node);
      }
    }
    return children;
  }

  private static Element pom(String path) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new File(path))
          .getDocumentElement();
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError(path + " cannot be read", e);
    }
  }
}
