/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.metrics;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.meterway.api.status.Status;

/** What parts of the gateway say of themselves, as metrics. */
final class SourceMetrics {
  private static final double MILLIS_PER_SECOND = 1000;
  private static final String LINK = "link";

  private final Catalogue catalogue;
  private final Families families;

  SourceMetrics(Catalogue catalogue, Families families) {
    this.catalogue = catalogue;
    this.families = families;
  }

  /** Adds all metrics of one part. */
  void add(Status status) {
    String[] part = {"kind", status.kind(), "name", status.name()};
    families.gauge(
        "meterway_health",
        "How a part of the gateway is: 0 all is well, 1 somebody should look at it, 2 it does not do"
            + " its work",
        status.health().ordinal(),
        part);
    families.info("meterway_state", "The state of a part", with(part, "state", status.state()));
    families.gauge(
        "meterway_state_since_timestamp_seconds",
        "When the state of a part began, in seconds since 1970",
        seconds(status.since()),
        part);
    if (status.kind().equals(LINK)) {
      families.info(
          "meterway_link",
          "Which port and which head end a link ties together",
          LINK,
          status.name(),
          "port",
          status.facts().getOrDefault("port", ""),
          "headend",
          status.facts().getOrDefault("head.end", ""));
    }
    status.counters().forEach((name, value) -> count(status, name, value));
    status.facts().forEach((name, value) -> fact(status, name, value));
  }

  private void count(Status status, String name, long value) {
    Catalogue.Found found = catalogue.find(status.kind(), name);
    if (found == null || found.entry().type().isFact()) {
      families.unknown(
          Catalogue.prefix(status.kind()) + plain(name),
          "Counter " + name + " of a part of the kind " + status.kind(),
          value,
          labels(status));
      return;
    }
    Catalogue.Entry entry = found.entry();
    String[] labels = labels(status);
    if (!entry.label().isEmpty()) {
      labels = with(labels, entry.label(), found.rest().replace('.', '_'));
    }
    switch (entry.type()) {
      case GAUGE -> families.gauge(entry.name(), entry.help(), value, labels);
      case MILLIS_GAUGE ->
          families.gauge(entry.name(), entry.help(), value / MILLIS_PER_SECOND, labels);
      case MILLIS ->
          families.counter(entry.name(), entry.help(), value / MILLIS_PER_SECOND, labels);
      default -> families.counter(entry.name(), entry.help(), value, labels);
    }
  }

  /** Facts are texts; the ones that the catalogue names are numbers or times. */
  private void fact(Status status, String name, String value) {
    Catalogue.Found found = catalogue.find(status.kind(), name);
    if (found == null || !found.entry().type().isFact()) {
      return;
    }
    Catalogue.Entry entry = found.entry();
    try {
      double number =
          entry.type() == Catalogue.Type.TIME
              ? seconds(Instant.parse(value))
              : Double.parseDouble(value);
      families.gauge(entry.name(), entry.help(), number, labels(status));
    } catch (NumberFormatException | DateTimeParseException e) {
      // A word in place of a number, such as none: then there is none.
      return;
    }
  }

  private static String[] labels(Status status) {
    return new String[] {Catalogue.label(status.kind()), status.name()};
  }

  private static double seconds(Instant time) {
    return time.toEpochMilli() / MILLIS_PER_SECOND;
  }

  /** A counter's name of somebody else's, such that no suffix in it means something. */
  private static String plain(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    List<String> reserved = List.of("_total", "_created", "_bucket", "_info", "_count", "_sum");
    return reserved.stream().anyMatch(("_" + plain)::endsWith) ? plain + "_value" : plain;
  }

  private static String[] with(String[] labels, String name, String value) {
    List<String> all = new ArrayList<>(Arrays.asList(labels));
    all.add(name);
    all.add(value);
    return all.toArray(String[]::new);
  }
}
