/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;

/**
 * One name everywhere: component, PID, metatype file, OCD and Designate. Kura finds a page and its
 * defaults by nothing else.
 */
final class NameRules {
  private NameRules() {}

  /** A component that is configured has a PID and a metatype file of its name. */
  static List<String> differingPids(BundleFile bundle) {
    List<String> broken = new ArrayList<>();
    for (Component component : Component.configured(bundle)) {
      String name = component.name();
      // SCR's own rule: without a PID it is the name.
      String pid = component.attribute("configuration-pid");
      if (!pid.isEmpty() && !pid.equals(name)) {
        broken.add("component " + name + " has configuration-pid " + pid);
      }
      if (!bundle.entries().containsKey(Metatype.FOLDER + name + ".xml")) {
        broken.add("component " + name + " has no " + Metatype.FOLDER + name + ".xml");
      }
    }
    return broken;
  }

  /** A metatype file holds one OCD and one Designate, both of the file's name. */
  static List<String> differingMetatypes(BundleFile bundle) {
    List<String> broken = new ArrayList<>();
    for (Metatype metatype : Metatype.of(bundle)) {
      List<String> name = List.of(metatype.pid());
      List<String> ids = values(metatype.definitions(), "id");
      if (!ids.equals(name)) {
        broken.add(metatype.path() + " has OCD ids " + ids);
      }
      List<String> designated = new ArrayList<>(values(metatype.designates(), "pid"));
      designated.addAll(values(metatype.designates(), "factoryPid"));
      if (!designated.equals(name)) {
        broken.add(metatype.path() + " designates " + designated);
      }
      List<Element> objects =
          metatype.designates().stream()
              .flatMap(designate -> Xml.children(designate, "Object").stream())
              .toList();
      if (!values(objects, "ocdref").equals(name)) {
        broken.add(metatype.path() + " refers to OCDs " + values(objects, "ocdref"));
      }
    }
    return broken;
  }

  /** A metatype file that no component is configured by is a page that changes nothing. */
  static List<String> metatypesWithoutComponent(BundleFile bundle) {
    List<String> names = Component.configured(bundle).stream().map(Component::name).toList();
    return Metatype.of(bundle).stream()
        .filter(metatype -> !names.contains(metatype.pid()))
        .map(metatype -> metatype.path() + " belongs to no configured component of its name")
        .toList();
  }

  /** Kura shows the last segment of a PID alone: two of one kind could not be told apart. */
  static List<String> sameTitles(List<BundleFile> bundles) {
    List<String> broken = new ArrayList<>();
    Map<String, String> titles = new HashMap<>();
    for (BundleFile bundle : bundles) {
      for (Metatype metatype : Metatype.of(bundle)) {
        String pid = metatype.pid();
        String other = titles.putIfAbsent(pid.substring(pid.lastIndexOf('.') + 1), pid);
        if (other != null) {
          broken.add(pid + " is shown with the title of " + other);
        }
      }
    }
    return broken;
  }

  private static List<String> values(List<Element> elements, String attribute) {
    return elements.stream()
        .filter(element -> element.hasAttribute(attribute))
        .map(element -> element.getAttribute(attribute))
        .toList();
  }
}
