/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A handler of a protocol id went away, and messages wait for its successor, whichever handlers
 * that rank behind it are present. The successor is known by its rank; its service id is another.
 *
 * @param protocol what it handled
 * @param properties of the one that went; of the links that it named, those without a successor
 * @param at when, in nanoseconds of {@link Timing#nanos}
 */
record Departure(int protocol, HandlerProperties properties, long at) implements Awaited {
  /** One for each protocol id of a handler that goes. */
  static List<Departure> of(HandlerProperties gone, long at) {
    return gone.protocols().stream().map(protocol -> new Departure(protocol, gone, at)).toList();
  }

  @Override
  public Duration lasts(Duration grace) {
    return grace;
  }

  @Override
  public boolean concerns(int awaited, String link) {
    return protocol == awaited && properties.serves(link);
  }

  @Override
  public boolean ranksBefore(HandlerBinding present) {
    return HandlerProperties.RANK.compare(properties, present.properties()) < 0;
  }

  @Override
  public Optional<Awaited> beside(Collection<HandlerBinding> present) {
    List<HandlerProperties> successors =
        present.stream()
            .filter(binding -> !ranksBefore(binding))
            .map(HandlerBinding::properties)
            .filter(HandlerProperties::isValid)
            .filter(successor -> successor.protocols().contains(protocol))
            .toList();
    if (properties.links().isEmpty()) {
      boolean succeeded = successors.stream().anyMatch(successor -> successor.links().isEmpty());
      return succeeded ? Optional.empty() : Optional.of(this);
    }
    Set<String> left =
        properties.links().stream()
            .filter(link -> successors.stream().noneMatch(successor -> successor.serves(link)))
            .collect(Collectors.toUnmodifiableSet());
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(new Departure(protocol, properties.withLinks(left), at));
  }
}
