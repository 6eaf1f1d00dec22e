/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The metrics of one scrape. A name has one type, and each set of labels one value: what comes
 * first stays, so that no part of the gateway can spoil the answer for all others. Not thread-safe.
 */
final class Families {
  private final Map<String, Family> families = new TreeMap<>();

  enum Type {
    COUNTER("", "_total", "_created"),
    GAUGE(""),
    INFO("_info"),
    UNKNOWN("");

    private final Set<String> suffixes;

    Type(String... suffixes) {
      this.suffixes = Set.of(suffixes);
    }
  }

  private record Family(Type type, String help, Map<Labels, Double> values) {}

  /** A number that only grows; its name without {@code _total}. */
  void counter(String name, String help, double value, String... labels) {
    add(Type.COUNTER, name, help, value, labels);
  }

  /** A number of now. */
  void gauge(String name, String help, double value, String... labels) {
    add(Type.GAUGE, name, help, value, labels);
  }

  /** Texts; the name without {@code _info}. */
  void info(String name, String help, String... labels) {
    add(Type.INFO, name, help, 1, labels);
  }

  /** A number of which nobody has said what it is. */
  void unknown(String name, String help, double value, String... labels) {
    add(Type.UNKNOWN, name, help, value, labels);
  }

  private void add(Type type, String name, String help, double value, String... labels) {
    Family family = families.get(name);
    if (family == null && !isTaken(type, name)) {
      family = new Family(type, help, new LinkedHashMap<>());
      families.put(name, family);
    }
    if (family != null && family.type() == type) {
      family.values().putIfAbsent(Labels.of(labels), value);
    }
  }

  /** Whether a line of it could be taken for one of another metric. */
  private boolean isTaken(Type type, String name) {
    return families.entrySet().stream()
        .anyMatch(
            other ->
                other.getValue().type().suffixes.stream()
                    .anyMatch(
                        theirs ->
                            type.suffixes.stream()
                                .anyMatch(ours -> (name + ours).equals(other.getKey() + theirs))));
  }

  /** As the library wants them. */
  MetricSnapshots snapshots() {
    return new MetricSnapshots(
        families.entrySet().stream()
            .map(family -> snapshot(family.getKey(), family.getValue()))
            .toList());
  }

  private static MetricSnapshot snapshot(String name, Family family) {
    MetricMetadata metadata = new MetricMetadata(name, family.help(), unit(name, family.type()));
    Map<Labels, Double> values = family.values();
    return switch (family.type()) {
      case COUNTER ->
          new CounterSnapshot(
              metadata,
              values.entrySet().stream()
                  .map(v -> new CounterDataPointSnapshot(v.getValue(), v.getKey(), null, 0))
                  .toList());
      case GAUGE ->
          new GaugeSnapshot(
              metadata,
              values.entrySet().stream()
                  .map(v -> new GaugeDataPointSnapshot(v.getValue(), v.getKey(), null))
                  .toList());
      case INFO ->
          new InfoSnapshot(
              metadata, values.keySet().stream().map(InfoDataPointSnapshot::new).toList());
      case UNKNOWN ->
          new UnknownSnapshot(
              metadata,
              values.entrySet().stream()
                  .map(v -> new UnknownDataPointSnapshot(v.getValue(), v.getKey(), null))
                  .toList());
    };
  }

  private static Unit unit(String name, Type type) {
    if (type == Type.UNKNOWN || type == Type.INFO) {
      return null;
    }
    return name.endsWith("_bytes") ? Unit.BYTES : name.endsWith("_seconds") ? Unit.SECONDS : null;
  }
}
