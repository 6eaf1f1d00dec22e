/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.meterway.api.command.OperatorCommand;
import org.meterway.api.command.TextTable;
import org.meterway.api.handler.HandlerRegistry;
import org.meterway.api.handler.HandlerReport;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Who handles what, and who does not and why. */
@Component(service = OperatorCommand.class, property = OperatorCommand.NAME + "=handlers")
public final class HandlersCommand extends Command {
  private final Services services;

  @Activate
  public HandlersCommand(BundleContext context) {
    this(new OsgiServices(context));
  }

  HandlersCommand(Services services) {
    super(JSON);
    this.services = services;
  }

  @Override
  public String summary() {
    return "handlers of messages: bound, shadowed, rejected, with the reason";
  }

  @Override
  public String help() {
    return """
        handlers [--json]

        Shows every handler with the protocol ids that it handles and the links that it serves, and
        whether it is called:
          BOUND      for at least one of its protocol ids
          SHADOWED   another one is called for each of them
          REJECTED   it cannot be called, for the reason given
        Below them, protocol ids whose messages nobody handled, with their number.

          --json   one JSON object
        """;
  }

  @Override
  int run(Arguments arguments, PrintWriter out) throws UsageException {
    arguments.atMost(0);
    List<HandlerReport> reports = services.map(HandlerRegistry.class, HandlerRegistry::report);
    if (reports.isEmpty()) {
      out.println("There is no handler registry; is the bundle org.meterway.registry active?");
      return FAULT;
    }
    HandlerReport report = reports.get(0);
    if (arguments.has(JSON)) {
      out.println(Json.of(json(report)));
      return GOOD;
    }
    if (report.handlers().isEmpty()) {
      out.println("There is no handler.");
    } else {
      out.print(table(report));
    }
    new TreeMap<>(report.unhandled())
        .forEach(
            (protocol, count) ->
                out.println("Nobody handled " + hex(protocol) + ": " + count + " messages"));
    return GOOD;
  }

  private static TextTable table(HandlerReport report) {
    TextTable table =
        new TextTable(
            "HANDLER",
            "STATE",
            "PROTOCOLS",
            "LINKS",
            "RANKING",
            "HANDLED",
            "FAILED",
            "BUNDLE",
            "REASON");
    for (HandlerReport.Entry handler : report.handlers()) {
      table.row(
          handler.name(),
          handler.state(),
          protocols(handler),
          handler.links().isEmpty() ? "all" : String.join(",", handler.links()),
          handler.ranking(),
          handler.handled(),
          handler.failed(),
          handler.bundle(),
          handler.reason());
    }
    return table;
  }

  private static String protocols(HandlerReport.Entry handler) {
    return handler.protocols().stream().map(HandlersCommand::hex).collect(Collectors.joining(","));
  }

  private static Map<String, Object> json(HandlerReport report) {
    Map<String, Object> unhandled = Json.object();
    new TreeMap<>(report.unhandled()).forEach((id, count) -> unhandled.put(hex(id), count));
    return Json.object(
        "handlers",
        report.handlers().stream()
            .map(
                handler ->
                    Json.object(
                        "name", handler.name(),
                        "state", handler.state().name(),
                        "reason", handler.reason(),
                        "protocols",
                            handler.protocols().stream().map(HandlersCommand::hex).toList(),
                        "links", handler.links(),
                        "ranking", handler.ranking(),
                        "handled", handler.handled(),
                        "failed", handler.failed(),
                        "bundle", handler.bundle()))
            .toList(),
        "unhandled",
        unhandled);
  }

  private static String hex(int protocol) {
    return "0x%04x".formatted(protocol);
  }
}
