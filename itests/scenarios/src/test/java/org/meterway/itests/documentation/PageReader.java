/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.documentation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.meterway.itests.documentation.ConfigurationPage.Choice;
import org.meterway.itests.documentation.ConfigurationPage.Property;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Reads a page from the metatype of a bundle, and from its component of the same name. */
final class PageReader {
  private static final String HIDDEN = "kura.ui.factory.hide";

  private PageReader() {}

  static ConfigurationPage read(String bundle, byte[] metatype, byte[] component) {
    Element pages = parse(metatype);
    Element ocd = children(pages, "OCD").get(0);
    Element description = parse(component);
    return new ConfigurationPage(
        ocd.getAttribute("id"),
        children(pages, "Designate").get(0).hasAttribute("factoryPid"),
        ocd.getAttribute("name"),
        ocd.getAttribute("description"),
        bundle,
        children(description, "provide").stream().map(it -> it.getAttribute("interface")).toList(),
        children(description, "property").stream()
            .anyMatch(property -> property.getAttribute("name").equals(HIDDEN)),
        children(ocd, "AD").stream().map(PageReader::property).toList());
  }

  private static Property property(Element attribute) {
    String cardinality = attribute.getAttribute("cardinality");
    return new Property(
        attribute.getAttribute("id"),
        attribute.getAttribute("name"),
        attribute.getAttribute("type"),
        cardinality.isEmpty() ? 0 : Math.abs(Integer.parseInt(cardinality)),
        attribute.getAttribute("default"),
        attribute.getAttribute("min"),
        attribute.getAttribute("max"),
        children(attribute, "Option").stream()
            .map(it -> new Choice(it.getAttribute("value"), it.getAttribute("label")))
            .toList(),
        !attribute.getAttribute("required").equals("false"),
        attribute.getAttribute("description"));
  }

  private static Element parse(byte[] xml) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(xml))
          .getDocumentElement();
    } catch (IOException | SAXException | ParserConfigurationException malformed) {
      throw new IllegalStateException(malformed);
    }
  }

  private static List<Element> children(Element parent, String name) {
    var nodes = parent.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }
}
