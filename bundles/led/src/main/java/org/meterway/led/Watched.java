/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.led;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.meterway.api.status.Status;

/**
 * Which parts of the gateway the LED stands for: all, or those of the entries {@code KIND} and
 * {@code KIND:NAME}; a link stands for its port and its head end as well.
 */
record Watched(List<Entry> entries) {
  static final Watched ALL = new Watched(List.of());

  private static final String LINK = "link";
  private static final Pattern FORM = Pattern.compile("([a-z][a-z-]*)(?:\\s*:\\s*(\\S.*))?");

  /**
   * Parts of a kind.
   *
   * @param name empty for all of the kind
   */
  record Entry(String kind, String name) {
    static Optional<Entry> parse(String text) {
      Matcher matcher = FORM.matcher(text);
      return matcher.matches()
          ? Optional.of(
              new Entry(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2)))
          : Optional.empty();
    }

    boolean covers(Status status) {
      return status.kind().equals(kind) && (name.isEmpty() || status.name().equals(name));
    }
  }

  /** Those of the parts that are watched. */
  List<Status> of(List<Status> all) {
    if (entries.isEmpty()) {
      return all;
    }
    Set<Entry> wanted = new HashSet<>(entries);
    all.stream()
        .filter(it -> it.kind().equals(LINK) && isCovered(it))
        .forEach(it -> parts(it, wanted));
    List<Status> watched = new ArrayList<>(all);
    watched.removeIf(status -> wanted.stream().noneMatch(entry -> entry.covers(status)));
    return watched;
  }

  private boolean isCovered(Status status) {
    return entries.stream().anyMatch(entry -> entry.covers(status));
  }

  private static void parts(Status link, Set<Entry> wanted) {
    Optional.ofNullable(link.facts().get("port"))
        .ifPresent(port -> wanted.add(new Entry("port", port)));
    Optional.ofNullable(link.facts().get("head.end"))
        .ifPresent(headEnd -> wanted.add(new Entry("headend", headEnd)));
  }
}
