/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.meterway.api.status.Health;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;

/** What all parts of the gateway say of themselves at one moment, by kind and name. */
final class Parts {
  /** As an operator thinks of them: from the wire to the head end, then the rest. */
  private static final List<String> ORDER =
      List.of("link", "port", "headend", "store", "registry", "network", "modem");

  private final List<Status> all;

  private Parts(List<Status> all) {
    this.all = all;
  }

  static Parts of(Services services) {
    return new Parts(
        services.map(StatusSource.class, StatusSource::describe).stream()
            .sorted(
                Comparator.comparingInt((Status part) -> place(part.kind()))
                    .thenComparing(Status::kind)
                    .thenComparing(Status::name))
            .toList());
  }

  private static int place(String kind) {
    int place = ORDER.indexOf(kind);
    return place < 0 ? ORDER.size() : place;
  }

  List<Status> all() {
    return all;
  }

  List<Status> ofKind(String kind) {
    return all.stream().filter(part -> part.kind().equals(kind)).toList();
  }

  Optional<Status> find(String kind, String name) {
    return ofKind(kind).stream().filter(part -> part.name().equals(name)).findFirst();
  }

  List<String> kinds() {
    return all.stream().map(Status::kind).distinct().toList();
  }

  List<String> names(String kind) {
    return names(ofKind(kind).stream());
  }

  private static List<String> names(Stream<Status> parts) {
    return parts.map(Status::name).distinct().toList();
  }

  /** The worst of all. */
  Health health() {
    return all.stream().map(Status::health).max(Comparator.naturalOrder()).orElse(Health.OK);
  }
}
