/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.w3c.dom.Element;

/**
 * A metatype file, which Kura finds by nothing but its name.
 *
 * @param path in the bundle
 * @param content of the file
 */
record Metatype(String path, String content) {
  static final String FOLDER = "OSGI-INF/metatype/";

  static List<Metatype> of(BundleFile bundle) {
    return bundle.entries().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(FOLDER))
        .map(
            entry ->
                new Metatype(entry.getKey(), new String(entry.getValue(), StandardCharsets.UTF_8)))
        .toList();
  }

  /** The PID that Kura takes the file for. */
  String pid() {
    return path.substring(FOLDER.length()).replaceFirst("\\.xml$", "");
  }

  Element root() {
    return Xml.parse(content.getBytes(StandardCharsets.UTF_8));
  }

  List<Element> definitions() {
    return Xml.children(root(), "OCD");
  }

  List<Element> designates() {
    return Xml.children(root(), "Designate");
  }

  boolean ofFactory() {
    return designates().stream().anyMatch(it -> it.hasAttribute("factoryPid"));
  }

  List<Attribute> attributes() {
    return definitions().stream()
        .flatMap(definition -> Xml.children(definition, "AD").stream())
        .map(element -> new Attribute(pid(), element))
        .toList();
  }
}
