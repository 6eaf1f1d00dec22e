/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.meterway.api.command.OperatorCommand;
import org.meterway.api.command.TextTable;
import org.meterway.api.status.Status;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The links at a glance. */
@Component(service = OperatorCommand.class, property = OperatorCommand.NAME + "=links")
public final class LinksCommand extends Command {
  private static final String FAULTS = "faults.";

  private final Services services;

  @Activate
  public LinksCommand(BundleContext context) {
    this(new OsgiServices(context));
  }

  LinksCommand(Services services) {
    super(JSON);
    this.services = services;
  }

  @Override
  public String summary() {
    return "links with their ports, head ends, frames, faults and what waits";
  }

  @Override
  public String help() {
    return """
        links [LINK...] [--json]

        Shows each link, or those named: its state and why it is so, the port and the head end that
        it ties together, how long ago the last good frame came from the meter, frames from the
        meter (IN) and to it (OUT), faults of the line, and payloads that wait for the head end.

          --json   one JSON array

        Example: links meter1
        """;
  }

  @Override
  List<String> candidates(List<String> words) {
    return without(Parts.of(services).names("link"), words);
  }

  @Override
  int run(Arguments arguments, PrintWriter out) throws UsageException {
    Parts parts = Parts.of(services);
    List<Status> links = chosen(parts, arguments.words());
    if (arguments.has(JSON)) {
      out.println(Json.of(links.stream().map(link -> json(link, parts)).toList()));
      return GOOD;
    }
    if (links.isEmpty()) {
      out.println("There is no link; configure one (org.meterway.link.MeterLink~NAME).");
      return GOOD;
    }
    Instant now = Instant.now();
    TextTable table =
        new TextTable(
            "LINK",
            "STATE",
            "PORT",
            "HEAD END",
            "LAST FRAME",
            "IN",
            "OUT",
            "FAULTS",
            "QUEUE",
            "REASON");
    for (Status link : links) {
      String age = Words.age(link.facts().get("last.frame"), now);
      table.row(
          link.name(),
          link.state(),
          link.facts().get("port"),
          link.facts().get("head.end"),
          age.isEmpty() ? "never" : age + " ago",
          link.counters().get("frames.in"),
          link.counters().get("frames.out"),
          faults(link),
          queue(link, parts).orElse(""),
          link.reason());
    }
    out.print(table);
    return GOOD;
  }

  private static List<Status> chosen(Parts parts, List<String> names) throws UsageException {
    if (names.isEmpty()) {
      return parts.ofKind("link");
    }
    List<Status> chosen = new ArrayList<>();
    for (String name : names) {
      Names.known("link", "links", name, parts.names("link"));
      chosen.add(parts.find("link", name).orElseThrow());
    }
    return chosen;
  }

  private static Map<String, Object> json(Status link, Parts parts) {
    return Json.object(
        "link", link.name(),
        "state", link.state(),
        "health", link.health().name(),
        "reason", link.reason(),
        "since", link.since().toString(),
        "port", link.facts().get("port"),
        "headEnd", link.facts().get("head.end"),
        "lastFrame", link.facts().get("last.frame"),
        "framesIn", link.counters().get("frames.in"),
        "framesOut", link.counters().get("frames.out"),
        "faults", faults(link),
        "queuedPayloads", queue(link, parts).map(Long::valueOf).orElse(null));
  }

  private static long faults(Status link) {
    return link.counters().entrySet().stream()
        .filter(counter -> counter.getKey().startsWith(FAULTS))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static Optional<String> queue(Status link, Parts parts) {
    return Optional.ofNullable(link.facts().get("head.end"))
        .flatMap(name -> parts.find("headend", name))
        .map(headEnd -> headEnd.facts().get("queued.payloads"));
  }
}
