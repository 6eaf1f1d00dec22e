/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.meterway.api.command.OperatorCommand;
import org.meterway.api.command.TextTable;
import org.meterway.api.status.Status;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The gateway at a glance. */
@Component(service = OperatorCommand.class, property = OperatorCommand.NAME + "=status")
public final class StatusCommand extends Command {
  private final Services services;
  private final String version;

  @Activate
  public StatusCommand(BundleContext context) {
    this(new OsgiServices(context), context.getBundle().getVersion().toString());
  }

  StatusCommand(Services services, String version) {
    super(JSON);
    this.services = services;
    this.version = version;
  }

  @Override
  public String summary() {
    return "the gateway at a glance: each part with its state and why it is so";
  }

  @Override
  public String help() {
    return """
        status [--json]

        Shows the version, how long the gateway has been running, its health, and each part (links,
        ports, head ends, store, network, modems ...) with its state, for how long it has been in
        it, and the reason where somebody should look at it. 'statistics' tells all that a part
        counts, 'health' ends with a status for scripts.

          --json   one JSON object
        """;
  }

  @Override
  int run(Arguments arguments, PrintWriter out) throws UsageException {
    arguments.atMost(0);
    Parts parts = Parts.of(services);
    Instant now = Instant.now();
    Instant started = ProcessHandle.current().info().startInstant().orElse(now);
    long pid = ProcessHandle.current().pid();
    if (arguments.has(JSON)) {
      out.println(
          Json.of(
              Json.object(
                  "version", version,
                  "process", pid,
                  "started", started.toString(),
                  "uptimeSeconds", Duration.between(started, now).toSeconds(),
                  "health", parts.health().name(),
                  "parts", parts.all().stream().map(StatusCommand::json).toList())));
      return GOOD;
    }
    out.println(
        "Meterway "
            + version
            + ", up "
            + Words.of(Duration.between(started, now))
            + " (process "
            + pid
            + "), health "
            + parts.health());
    out.println();
    out.print(table(parts.all(), now));
    return GOOD;
  }

  static TextTable table(List<Status> parts, Instant now) {
    TextTable table = new TextTable("PART", "NAME", "STATE", "FOR", "HEALTH", "REASON");
    for (Status part : parts) {
      table.row(
          part.kind(),
          part.name(),
          part.state(),
          Words.of(Duration.between(part.since(), now)),
          part.health(),
          part.reason());
    }
    return table;
  }

  static Map<String, Object> json(Status part) {
    return Json.object(
        "kind", part.kind(),
        "name", part.name(),
        "state", part.state(),
        "since", part.since().toString(),
        "health", part.health().name(),
        "reason", part.reason());
  }
}
