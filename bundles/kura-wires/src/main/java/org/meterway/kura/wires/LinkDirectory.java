/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.meterway.api.link.MeterLink;

/** The links by their names. Thread-safe. */
final class LinkDirectory {
  private final Map<String, MeterLink> links = new ConcurrentHashMap<>();

  void add(MeterLink link) {
    links.put(link.name(), link);
  }

  /** The successor of a link that is made anew may be here already: it stays. */
  void remove(MeterLink link) {
    links.remove(link.name(), link);
  }

  Optional<MeterLink> find(String name) {
    return Optional.ofNullable(links.get(name));
  }

  /** Such as {@code meter1, meter2}. */
  String names() {
    return links.isEmpty() ? "none is there" : String.join(", ", new TreeSet<>(links.keySet()));
  }
}
