/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** Reads a component description (OSGi Compendium 112.4). */
final class ComponentHandler extends DefaultHandler {
  private final Set<String> provided = new HashSet<>();
  private final Map<String, String> references = new HashMap<>();
  private List<String> pids = List.of();

  @Override
  public void startElement(String uri, String name, String qualifiedName, Attributes found) {
    switch (name) {
      case "component" -> {
        String configured = found.getValue("configuration-pid");
        String pid = configured == null ? found.getValue("name") : configured;
        pids = pid == null ? List.of() : List.of(pid.strip().split("\\s+"));
      }
      case "provide" -> provided.add(found.getValue("interface"));
      case "reference" -> {
        String reference = found.getValue("name");
        String type = found.getValue("interface");
        references.put(reference == null ? type : reference, type);
      }
      default -> {
        // Only what ties components together matters here.
      }
    }
  }

  /** The PIDs of its configurations. */
  List<String> pids() {
    return pids;
  }

  /** The types of its service. */
  Set<String> provided() {
    return provided;
  }

  /** The types it refers to, by the reference's name. */
  Map<String, String> references() {
    return references;
  }
}
