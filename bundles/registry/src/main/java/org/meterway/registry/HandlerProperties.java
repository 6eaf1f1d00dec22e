/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.meterway.api.handler.HandlesProtocol;
import org.meterway.api.handler.NonBlocking;
import org.meterway.api.handler.ServesLinks;
import org.meterway.api.whiteboard.PropertyValues;

/**
 * What the service properties say of a handler.
 *
 * @param name the component's name, or another that tells it from the others
 * @param bundle symbolic name and version of its bundle
 * @param serviceId its {@code service.id}
 * @param ranking its {@code service.ranking}
 * @param protocols its protocol ids, ascending
 * @param links the links that it names; empty for all
 * @param nonBlocking whether it promises not to block
 * @param problem why it cannot be called; empty when it can
 */
record HandlerProperties(
    String name,
    String bundle,
    long serviceId,
    int ranking,
    List<Integer> protocols,
    Set<String> links,
    boolean nonBlocking,
    String problem) {
  /** Who is asked first: who names the link, then the higher ranking. */
  static final Comparator<HandlerProperties> RANK =
      Comparator.comparing((HandlerProperties properties) -> properties.links.isEmpty())
          .thenComparing(HandlerProperties::ranking, Comparator.reverseOrder());

  private static final String EXPECTED =
      "expected Integers, or Strings such as 0x2100, each from 0 to 65535";

  HandlerProperties {
    protocols = List.copyOf(protocols);
    links = Set.copyOf(links);
  }

  /** Reads service properties; what is wrong with them becomes the {@link #problem}. */
  static HandlerProperties of(Map<String, ?> properties, String bundle) {
    String problem = "";
    Set<Integer> protocols = new TreeSet<>();
    Set<String> links = Set.of();
    try {
      List<Object> ids = PropertyValues.of(properties.get(HandlesProtocol.PROPERTY));
      if (ids.isEmpty()) {
        problem = HandlesProtocol.PROPERTY + " is missing, " + EXPECTED;
      }
      for (Object id : ids) {
        protocols.add(protocol(id));
      }
      links = links(properties.get(ServesLinks.PROPERTY));
    } catch (IllegalArgumentException e) {
      problem = e.getMessage();
    }
    long serviceId = properties.get("service.id") instanceof Long id ? id : 0;
    return new HandlerProperties(
        name(properties, serviceId),
        bundle,
        serviceId,
        properties.get("service.ranking") instanceof Integer ranking ? ranking : 0,
        List.copyOf(protocols),
        links,
        isTrue(properties.get(NonBlocking.PROPERTY)),
        problem);
  }

  boolean isValid() {
    return problem.isEmpty();
  }

  boolean serves(String link) {
    return links.isEmpty() || links.contains(link);
  }

  /** The same handler, which cannot be called. */
  HandlerProperties rejected(String reason) {
    return new HandlerProperties(
        name, bundle, serviceId, ranking, protocols, links, nonBlocking, reason);
  }

  /** The same handler, for these links. */
  HandlerProperties withLinks(Set<String> others) {
    return new HandlerProperties(
        name, bundle, serviceId, ranking, protocols, others, nonBlocking, problem);
  }

  private static String name(Map<String, ?> properties, long serviceId) {
    for (String key : List.of("component.name", "service.pid", "service.description")) {
      if (properties.get(key) instanceof String name && !name.isBlank()) {
        return name;
      }
    }
    return "service " + serviceId;
  }

  private static int protocol(Object id) {
    return PropertyValues.id(id)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    HandlesProtocol.PROPERTY + " is \"" + id + "\", " + EXPECTED));
  }

  private static Set<String> links(Object value) {
    Set<String> links = new TreeSet<>();
    for (Object link : PropertyValues.of(value)) {
      if (!(link instanceof String name)) {
        throw new IllegalArgumentException(
            ServesLinks.PROPERTY + " is \"" + link + "\", expected names of links");
      }
      if (!name.isBlank()) {
        links.add(name.strip());
      }
    }
    return links;
  }

  private static boolean isTrue(Object value) {
    return Boolean.TRUE.equals(value)
        || value instanceof String text && Boolean.parseBoolean(text.strip());
  }
}
