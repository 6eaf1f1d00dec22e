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

/** Makes a head end connect again. */
@Component(service = OperatorCommand.class, property = OperatorCommand.NAME + "=reconnect")
public final class ReconnectCommand extends Command {
  private static final String KIND = "headend";

  private final Restarts restarts;

  @Activate
  public ReconnectCommand(BundleContext context) {
    this(new OsgiServices(context));
  }

  ReconnectCommand(Services services) {
    restarts = new Restarts(services);
  }

  @Override
  public String summary() {
    return "makes a head end connect again, now";
  }

  @Override
  public String help() {
    return """
        reconnect HEADEND

        Ends the head end's connection, if it has one, and connects again without waiting. What is
        queued stays queued and goes out on the new connection. Returns at once; 'queue' shows
        whether it is connected.

        Example: reconnect hes
        """;
  }

  @Override
  List<String> candidates(List<String> words) {
    return words.isEmpty() ? restarts.names(KIND) : List.of();
  }

  @Override
  int run(Arguments arguments, PrintWriter out) throws UsageException {
    List<String> words = arguments.atMost(1).words();
    List<String> known = restarts.names(KIND);
    if (words.isEmpty()) {
      throw new UsageException(
          "reconnect needs a head end; "
              + (known.isEmpty() ? "there are none" : "they are " + String.join(", ", known)));
    }
    return restarts.restart(KIND, Names.known("head end", "head ends", words.get(0), known), out);
  }
}
