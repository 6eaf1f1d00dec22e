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
 * @param kind for how long they wait, and beside whom
 */
record Departure(int protocol, HandlerProperties properties, long at, Kind kind)
    implements Awaited {
  /** A component that is reconfigured is back long before. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /** What is known of the departure. */
  enum Kind {
    /** The bundle stops, as it does when it is updated: nobody of lower rank takes over. */
    BUNDLE_STOPS,
    /** Only the service went: nobody of lower rank takes over for a moment. */
    SERVICE_GOES,
    /** Whoever is present takes over. */
    ANYBODY
  }

  /** What messages wait for when a handler goes, for each of its protocol ids. */
  static List<Departure> of(HandlerProperties gone, long at, boolean bundleStops) {
    List<Kind> kinds =
        bundleStops ? List.of(Kind.BUNDLE_STOPS) : List.of(Kind.SERVICE_GOES, Kind.ANYBODY);
    return gone.protocols().stream()
        .flatMap(protocol -> kinds.stream().map(kind -> new Departure(protocol, gone, at, kind)))
        .toList();
  }

  @Override
  public Duration lasts(Duration grace) {
    boolean brief = kind == Kind.SERVICE_GOES && grace.compareTo(LONGEST_PAUSE) > 0;
    return brief ? LONGEST_PAUSE : grace;
  }

  @Override
  public boolean concerns(int awaited, String link) {
    return protocol == awaited && properties.serves(link);
  }

  @Override
  public boolean ranksBefore(HandlerBinding present) {
    return kind != Kind.ANYBODY
        && HandlerProperties.RANK.compare(properties, present.properties()) < 0;
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
        : Optional.of(new Departure(protocol, properties.withLinks(left), at, kind));
  }

  @Override
  public Awaited withoutBundle(String bundle) {
    return properties.bundle().equals(bundle)
        ? new Departure(protocol, properties, at, Kind.ANYBODY)
        : this;
  }
}
