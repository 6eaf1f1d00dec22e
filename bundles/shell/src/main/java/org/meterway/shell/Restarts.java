/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import org.meterway.api.status.Restartable;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;

/** Parts that an operator can make begin anew. */
final class Restarts {
  private static final String WHO = "an operator, at the shell";

  private final Services services;

  Restarts(Services services) {
    this.services = services;
  }

  private record Key(String kind, String name) {}

  private List<Key> keys() {
    return services
        .map(
            Restartable.class,
            part -> {
              if (!(part instanceof StatusSource source)) {
                return null;
              }
              Status status = source.describe();
              return new Key(status.kind(), status.name());
            })
        .stream()
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  List<String> kinds() {
    return keys().stream().map(Key::kind).distinct().sorted().toList();
  }

  List<String> names(String kind) {
    return keys().stream().filter(key -> key.kind().equals(kind)).map(Key::name).sorted().toList();
  }

  /** Asks the part to begin anew. */
  int restart(String kind, String name, PrintWriter out) {
    List<Boolean> asked =
        services.map(
            Restartable.class,
            part -> {
              if (!(part instanceof StatusSource source)) {
                return false;
              }
              Status status = source.describe();
              boolean meant = status.kind().equals(kind) && status.name().equals(name);
              if (meant) {
                part.restart(WHO);
              }
              return meant;
            });
    if (!asked.contains(true)) {
      out.println("The " + Words.kind(kind) + " " + name + " is not there any more.");
      return Command.FAULT;
    }
    out.println(
        "The "
            + Words.kind(kind)
            + " "
            + name
            + " begins anew; 'status' shows what becomes of it.");
    return Command.GOOD;
  }
}
