/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.status;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.meterway.api.handler.HandlerReport;
import org.meterway.api.status.Health;

/**
 * The gateway at one moment.
 *
 * @param host the name of the machine; empty where it does not tell
 * @param handlers empty where there is no registry
 */
record Snapshot(String host, Instant time, List<Source> sources, Optional<HandlerReport> handlers) {
  /** The number of the form; raised when a member changes its meaning or goes. */
  static final int VERSION = 1;

  /** The worst that any part says. */
  Health health() {
    return sources.stream()
        .map(source -> source.status().health())
        .max(Comparator.naturalOrder())
        .orElse(Health.OK);
  }

  /** All of it, as docs/reference/status-json.md says. */
  String json() {
    return Json.object(
        this,
        (json, it) ->
            it.writeHead(json)
                .array("sources", it.sources, (part, source) -> source.write(part))
                .member(
                    "handlers",
                    it.handlers,
                    (part, report) -> report.ifPresent(r -> handlers(part, r))));
  }

  /** What is other than in an earlier one; without what stayed as it was. */
  String changesSince(Snapshot earlier) {
    List<Source> changed =
        sources.stream().filter(source -> !earlier.sources.contains(source)).toList();
    List<String> ids = sources.stream().map(Source::id).toList();
    List<String> gone =
        earlier.sources.stream().map(Source::id).filter(id -> !ids.contains(id)).toList();
    return Json.object(
        this,
        (json, it) -> {
          it.writeHead(json)
              .array("sources", changed, (part, source) -> source.write(part))
              .strings("gone", gone);
          if (!it.handlers.equals(earlier.handlers)) {
            json.member(
                "handlers",
                it.handlers,
                (part, report) -> report.ifPresent(r -> handlers(part, r)));
          }
        });
  }

  /** Whether anything but the time is other. */
  boolean sameAs(Snapshot other) {
    return sources.equals(other.sources) && handlers.equals(other.handlers);
  }

  private Json writeHead(Json json) {
    return json.member("version", VERSION)
        .member("host", host)
        .member("time", time.toString())
        .member("health", health().name());
  }

  private static void handlers(Json json, HandlerReport report) {
    json.array(
            "handlers",
            report.handlers(),
            (part, entry) ->
                part.member("name", entry.name())
                    .member("bundle", entry.bundle())
                    .member("state", entry.state().name())
                    .member("reason", entry.reason())
                    .member("ranking", entry.ranking())
                    .strings(
                        "protocols", entry.protocols().stream().map(Snapshot::protocol).toList())
                    .strings("links", entry.links())
                    .member("handled", entry.handled())
                    .member("failed", entry.failed()))
        .numbers(
            "unhandled",
            report.unhandled().entrySet().stream()
                .collect(Collectors.toMap(entry -> protocol(entry.getKey()), Map.Entry::getValue)));
  }

  static String protocol(int id) {
    return "0x%04x".formatted(id);
  }
}
