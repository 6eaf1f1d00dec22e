/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.meterway.api.command.OperatorCommand;
import org.meterway.api.command.TextTable;
import org.meterway.api.status.Status;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** What waits for the head ends, and where. */
@Component(service = OperatorCommand.class, property = OperatorCommand.NAME + "=queue")
public final class QueueCommand extends Command {
  private static final List<String> DROPS =
      List.of("dropped.oldest", "dropped.newest", "dropped.expired", "dropped.at.close", "damaged");

  private final Services services;

  @Activate
  public QueueCommand(BundleContext context) {
    this(new OsgiServices(context));
  }

  QueueCommand(Services services) {
    super(JSON);
    this.services = services;
  }

  @Override
  public String summary() {
    return "payloads that wait for the head ends, on disk or in memory";
  }

  @Override
  public String help() {
    return """
        queue [--json]

        Shows each head end's queue: payloads and bytes that wait (WAITING, BYTES), payloads sent and
        kept until they are known to have arrived (SENT), delivered since the start, dropped for
        want of room or for their age, refused as too large, and whether the queue is on disk. Then
        the store: its folder, and what is wrong with it. 'statistics headend' tells dropped
        payloads by their cause.

          --json   one JSON object
        """;
  }

  @Override
  int run(Arguments arguments, PrintWriter out) throws UsageException {
    arguments.atMost(0);
    Parts parts = Parts.of(services);
    List<Status> headEnds = parts.ofKind("headend");
    List<Status> stores = parts.ofKind("store");
    if (arguments.has(JSON)) {
      out.println(
          Json.of(
              Json.object(
                  "headEnds", headEnds.stream().map(QueueCommand::json).toList(),
                  "stores", stores.stream().map(QueueCommand::storeJson).toList())));
      return GOOD;
    }
    if (headEnds.isEmpty()) {
      out.println("There is no head end; configure one (org.meterway.tcp.TcpHeadEnd~NAME).");
    } else {
      out.print(table(headEnds));
    }
    for (Status store : stores) {
      out.println();
      out.println("Store: " + store.state() + reason(store));
      store.facts().forEach((name, value) -> out.println("  " + name + ": " + value));
    }
    return GOOD;
  }

  private static String reason(Status part) {
    return part.reason().isEmpty() ? "" : ", " + part.reason();
  }

  private static TextTable table(List<Status> headEnds) {
    TextTable table =
        new TextTable(
            "HEAD END",
            "STATE",
            "WAITING",
            "BYTES",
            "SENT",
            "DELIVERED",
            "DROPPED",
            "REFUSED",
            "KEPT",
            "REASON");
    for (Status headEnd : headEnds) {
      Map<String, String> facts = headEnd.facts();
      table.row(
          headEnd.name(),
          headEnd.state(),
          facts.get("queued.payloads"),
          facts.get("queued.bytes"),
          facts.get("sent.and.kept.payloads"),
          headEnd.counters().get("delivered.payloads"),
          dropped(headEnd),
          headEnd.counters().get("refused.too.large"),
          facts.get("queue"),
          headEnd.reason());
    }
    return table;
  }

  private static long dropped(Status headEnd) {
    return DROPS.stream().mapToLong(name -> headEnd.counters().getOrDefault(name, 0L)).sum();
  }

  private static Map<String, Object> json(Status headEnd) {
    Map<String, Object> json =
        Json.object(
            "headEnd", headEnd.name(),
            "state", headEnd.state(),
            "reason", headEnd.reason(),
            "queuedPayloads", number(headEnd, "queued.payloads"),
            "queuedBytes", number(headEnd, "queued.bytes"),
            "sentAndKept", number(headEnd, "sent.and.kept.payloads"),
            "delivered", headEnd.counters().get("delivered.payloads"),
            "dropped", dropped(headEnd),
            "refusedTooLarge", headEnd.counters().get("refused.too.large"),
            "kept", headEnd.facts().get("queue"));
    return json;
  }

  private static Long number(Status part, String fact) {
    return Stream.ofNullable(part.facts().get(fact))
        .filter(text -> text.matches("[0-9]{1,18}"))
        .map(Long::valueOf)
        .findFirst()
        .orElse(null);
  }

  private static Map<String, Object> storeJson(Status store) {
    return Json.object(
        "store", store.name(),
        "state", store.state(),
        "reason", store.reason(),
        "facts", store.facts());
  }
}
