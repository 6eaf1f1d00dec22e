/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.metrics;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Which metric a counter or a fact is, as the file {@code catalogue.txt} says. Immutable. */
final class Catalogue {
  private static final String FILE = "catalogue.txt";
  private static final int COLUMNS = 5;
  private static final String ANY = ".*";

  private final Map<Key, Entry> exact = new LinkedHashMap<>();
  private final Map<Key, Entry> prefixes = new LinkedHashMap<>();

  private record Key(String kind, String name) {}

  /** What a number is. */
  enum Type {
    COUNTER,
    MILLIS,
    GAUGE,
    MILLIS_GAUGE,
    FACT,
    TIME;

    /** Whether it stands among the facts, not the counters. */
    boolean isFact() {
      return this == FACT || this == TIME;
    }
  }

  /**
   * One metric.
   *
   * @param kind whose it is
   * @param source the counter or fact, with dots; may end in {@code .*}
   * @param label which label tells what stands for {@code *}; empty without one
   * @param name the metric's own name, without the suffix {@code _total} of counters
   */
  record Entry(String kind, String source, Type type, String label, String name, String help) {
    /** As a scrape shows it. */
    String shownName() {
      return type == Type.COUNTER || type == Type.MILLIS ? name + "_total" : name;
    }
  }

  /** A metric, and what stands for {@code *} in its source; empty without one. */
  record Found(Entry entry, String rest) {}

  /** Reads the file. */
  Catalogue() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Catalogue.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
      lines.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(this::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String line) {
    String[] columns = line.split(" +", COLUMNS);
    if (columns.length < COLUMNS) {
      throw new IllegalStateException(FILE + ": too few columns: " + line);
    }
    String[] type = columns[2].split(":", 2);
    Entry entry =
        new Entry(
            columns[0],
            columns[1],
            Type.valueOf(type[0].toUpperCase(Locale.ROOT).replace('-', '_')),
            type.length > 1 ? type[1] : "",
            prefix(columns[0]) + columns[3],
            columns[4]);
    boolean isPrefix = entry.source().endsWith(ANY);
    String name =
        isPrefix
            ? entry.source().substring(0, entry.source().length() - ANY.length())
            : entry.source();
    Entry before = (isPrefix ? prefixes : exact).put(new Key(entry.kind(), name), entry);
    if (before != null || isPrefix == entry.label().isEmpty()) {
      throw new IllegalStateException(FILE + ": twice, or a label without a *: " + line);
    }
  }

  /** How the names of all metrics of a kind begin. */
  static String prefix(String kind) {
    return "meterway_" + label(kind) + "_";
  }

  /** A kind as a label's name. */
  static String label(String kind) {
    String name = kind.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
    return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "kind_" + name : name;
  }

  /** The metric of a counter or fact; null if nobody has said what it is. */
  Found find(String kind, String source) {
    String name = source.replace(' ', '.');
    Entry entry = exact.get(new Key(kind, name));
    if (entry != null) {
      return new Found(entry, "");
    }
    int dot = name.indexOf('.');
    Entry prefix = dot < 0 ? null : prefixes.get(new Key(kind, name.substring(0, dot)));
    return prefix == null ? null : new Found(prefix, name.substring(dot + 1));
  }

  /** All metrics, in the file's order, those with a label last. */
  List<Entry> entries() {
    return Stream.concat(exact.values().stream(), prefixes.values().stream()).toList();
  }
}
