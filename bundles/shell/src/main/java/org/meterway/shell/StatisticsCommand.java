/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.meterway.api.command.OperatorCommand;
import org.meterway.api.command.TextTable;
import org.meterway.api.status.Status;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** All counters and facts. */
@Component(service = OperatorCommand.class, property = OperatorCommand.NAME + "=statistics")
public final class StatisticsCommand extends Command {
  private static final String NONZERO = "--nonzero";

  private final Services services;

  @Activate
  public StatisticsCommand(BundleContext context) {
    this(new OsgiServices(context));
  }

  StatisticsCommand(Services services) {
    super(JSON, NONZERO);
    this.services = services;
  }

  @Override
  public String summary() {
    return "all counters and facts in words, with what to look at";
  }

  @Override
  public String help() {
    return """
        statistics [KIND] [NAME] [--nonzero] [--json]

        Shows everything that the parts of the gateway count and know, with a hint where a counter
        points to a cause. Without KIND all parts; with KIND, as link, port or headend, those; with
        NAME one of them. Counters begin at zero when their part starts.

          --nonzero   leave out counters that are zero
          --json      one JSON array

        Example: statistics link meter1 --nonzero
        """;
  }

  @Override
  List<String> candidates(List<String> words) {
    Parts parts = Parts.of(services);
    return switch (words.size()) {
      case 0 -> parts.kinds();
      case 1 -> parts.names(words.get(0));
      default -> List.of();
    };
  }

  @Override
  int run(Arguments arguments, PrintWriter out) throws UsageException {
    arguments.atMost(2);
    List<Status> chosen = chosen(Parts.of(services), arguments.words());
    boolean nonzero = arguments.has(NONZERO);
    if (arguments.has(JSON)) {
      out.println(Json.of(chosen.stream().map(part -> json(part, nonzero)).toList()));
      return GOOD;
    }
    String separator = "";
    for (Status part : chosen) {
      out.print(separator);
      separator = "\n";
      print(part, nonzero, out);
    }
    return GOOD;
  }

  private static List<Status> chosen(Parts parts, List<String> words) throws UsageException {
    if (words.isEmpty()) {
      return parts.all();
    }
    String kind = Names.known("kind", "kinds", words.get(0), parts.kinds());
    if (words.size() == 1) {
      return parts.ofKind(kind);
    }
    String name = Names.known(kind, kind + "s", words.get(1), parts.names(kind));
    return parts.ofKind(kind).stream().filter(part -> part.name().equals(name)).toList();
  }

  private static void print(Status part, boolean nonzero, PrintWriter out) {
    out.println(
        part.kind()
            + " "
            + part.name()
            + ": "
            + part.state()
            + (part.reason().isEmpty() ? "" : ", " + part.reason()));
    TextTable table = new TextTable("  COUNTER", "COUNT", "");
    for (Map.Entry<String, Long> counter : part.counters().entrySet()) {
      long count = counter.getValue();
      if (count != 0 || !nonzero) {
        table.row(
            "  " + Words.counter(counter.getKey()),
            count,
            count == 0 ? "" : Words.hint(counter.getKey()));
      }
    }
    if (!table.isEmpty()) {
      out.print(table);
    }
    part.facts().forEach((name, value) -> out.println("  " + Words.counter(name) + ": " + value));
  }

  private static Map<String, Object> json(Status part, boolean nonzero) {
    Map<String, Object> counters = Json.object();
    part.counters()
        .forEach(
            (name, count) -> {
              if (count != 0 || !nonzero) {
                counters.put(name, count);
              }
            });
    return Json.object(
        "kind", part.kind(),
        "name", part.name(),
        "state", part.state(),
        "health", part.health().name(),
        "reason", part.reason(),
        "since", part.since().toString(),
        "counters", counters,
        "facts", part.facts());
  }
}
