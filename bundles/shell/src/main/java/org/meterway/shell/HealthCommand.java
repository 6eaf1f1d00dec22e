/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import org.meterway.api.command.OperatorCommand;
import org.meterway.api.status.Health;
import org.meterway.api.status.Status;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** What somebody should look at. */
@Component(service = OperatorCommand.class, property = OperatorCommand.NAME + "=health")
public final class HealthCommand extends Command {
  private final Services services;

  @Activate
  public HealthCommand(BundleContext context) {
    this(new OsgiServices(context));
  }

  HealthCommand(Services services) {
    super(JSON);
    this.services = services;
  }

  @Override
  public String summary() {
    return "what somebody should look at, and an exit status for scripts";
  }

  @Override
  public String help() {
    return """
        health [--json]

        Shows the health of the gateway, OK, WARNING or CRITICAL, which is that of its worst part,
        and the parts that are not OK with the reason. Exit status 0 where all is OK, 1 otherwise.

          --json   one JSON object
        """;
  }

  @Override
  int run(Arguments arguments, PrintWriter out) throws UsageException {
    arguments.atMost(0);
    Parts parts = Parts.of(services);
    List<Status> unwell = parts.all().stream().filter(part -> part.health() != Health.OK).toList();
    if (arguments.has(JSON)) {
      out.println(
          Json.of(
              Json.object(
                  "health", parts.health().name(),
                  "parts", unwell.stream().map(StatusCommand::json).toList())));
    } else {
      out.println(parts.health());
      if (!unwell.isEmpty()) {
        out.print(StatusCommand.table(unwell, Instant.now()));
      }
    }
    return parts.health() == Health.OK ? GOOD : FAULT;
  }
}
