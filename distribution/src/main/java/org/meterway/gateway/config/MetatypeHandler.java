/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.AttributesImpl;
import org.xml.sax.helpers.DefaultHandler;

/** Reads a metatype document (OSGi Compendium 105.8). */
final class MetatypeHandler extends DefaultHandler {
  private record Designate(String pid, boolean factory, String definition) {}

  private final Map<String, Map<String, Attribute>> definitions = new HashMap<>();
  private final List<Designate> designates = new ArrayList<>();
  private final List<String> options = new ArrayList<>();
  private Map<String, Attribute> definition = Map.of();
  private Attributes attribute;
  private Attributes designate;

  @Override
  public void startElement(String uri, String name, String qualifiedName, Attributes found) {
    switch (name) {
      case "OCD" -> {
        definition = new LinkedHashMap<>();
        definitions.put(found.getValue("id"), definition);
      }
      case "AD" -> {
        // The parser uses its object again for the next element.
        attribute = new AttributesImpl(found);
        options.clear();
      }
      case "Option" -> options.add(found.getValue("value"));
      case "Designate" -> designate = new AttributesImpl(found);
      case "Object" -> {
        String factory = designate.getValue("factoryPid");
        String pid = factory == null ? designate.getValue("pid") : factory;
        designates.add(new Designate(pid, factory != null, found.getValue("ocdref")));
      }
      default -> {
        // Icons and extensions have no say in what is valid.
      }
    }
  }

  @Override
  public void endElement(String uri, String name, String qualifiedName) {
    if (name.equals("AD")) {
      String id = attribute.getValue("id");
      definition.put(
          id,
          new Attribute(
              id,
              AttributeType.of(attribute.getValue("type")),
              "Password".equals(attribute.getValue("type")),
              !"0".equals(Objects.requireNonNullElse(attribute.getValue("cardinality"), "0")),
              !"false".equals(attribute.getValue("required"))
                  && attribute.getValue("default") == null,
              attribute.getValue("min"),
              attribute.getValue("max"),
              List.copyOf(options)));
    }
  }

  /** What the document defines, for each PID that it designates. */
  List<ObjectClass> objectClasses() {
    return designates.stream()
        .filter(d -> d.pid() != null && definitions.containsKey(d.definition()))
        .map(d -> new ObjectClass(d.pid(), d.factory(), definitions.get(d.definition())))
        .toList();
  }
}
