/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import java.io.PrintWriter;
import java.util.List;
import org.meterway.api.command.OperatorCommand;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Makes one part begin anew. */
@Component(service = OperatorCommand.class, property = OperatorCommand.NAME + "=restart")
public final class RestartCommand extends Command {
  private final Restarts restarts;

  @Activate
  public RestartCommand(BundleContext context) {
    this(new OsgiServices(context));
  }

  RestartCommand(Services services) {
    restarts = new Restarts(services);
  }

  @Override
  public String summary() {
    return "makes a port, a head end or another part begin anew";
  }

  @Override
  public String help() {
    return """
        restart KIND NAME

        Makes one part of the gateway begin anew: a port closes its device and opens it again, a head
        end connects again. Nothing that was accepted is lost. Returns at once.

        Example: restart port meter1
        """;
  }

  @Override
  List<String> candidates(List<String> words) {
    return switch (words.size()) {
      case 0 -> restarts.kinds();
      case 1 -> restarts.names(words.get(0));
      default -> List.of();
    };
  }

  @Override
  int run(Arguments arguments, PrintWriter out) throws UsageException {
    List<String> words = arguments.atMost(2).words();
    List<String> kinds = restarts.kinds();
    if (words.size() < 2) {
      throw new UsageException(
          "restart needs a kind and a name; kinds are "
              + (kinds.isEmpty() ? "none at this moment" : String.join(", ", kinds)));
    }
    String kind = Names.known("kind", "kinds", words.get(0), kinds);
    String name = Names.known(kind, kind + "s", words.get(1), restarts.names(kind));
    return restarts.restart(kind, name, out);
  }
}
