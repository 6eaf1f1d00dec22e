/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Function;
import org.meterway.api.command.OperatorCommand;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Every command of whichever bundle as {@code meterway:NAME} in Gogo. The import of Gogo is
 * optional, and without Gogo this is never loaded.
 */
final class GogoCommands implements AutoCloseable {
  private static final String SCOPE = "meterway";

  private final BundleContext context;
  private final CommandRunner runner;
  private final ServiceRegistration<Function> help;
  private final ServiceTracker<OperatorCommand, ServiceRegistration<Function>> commands;

  /** Begins to watch for commands. */
  GogoCommands(BundleContext context) {
    this.context = context;
    this.runner = new CommandRunner(context);
    this.commands =
        new ServiceTracker<>(context, OperatorCommand.class, null) {
          @Override
          public ServiceRegistration<Function> addingService(
              ServiceReference<OperatorCommand> reference) {
            String name = CommandRunner.name(reference);
            return name.isEmpty() ? null : register(name);
          }

          @Override
          public void removedService(
              ServiceReference<OperatorCommand> reference,
              ServiceRegistration<Function> registration) {
            registration.unregister();
          }
        };
    commands.open();
    help = register(CommandRunner.HELP);
  }

  @Override
  public void close() {
    help.unregister();
    commands.close();
  }

  private ServiceRegistration<Function> register(String name) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(CommandProcessor.COMMAND_SCOPE, SCOPE);
    properties.put(CommandProcessor.COMMAND_FUNCTION, name);
    Function function =
        (session, arguments) -> {
          run(name, arguments);
          // Whatever is returned Gogo prints.
          return null;
        };
    return context.registerService(Function.class, function, properties);
  }

  private void run(String name, List<Object> arguments) throws InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(name);
    arguments.forEach(argument -> words.add(String.valueOf(argument)));
    // Gogo makes the process's output that of the terminal, or of the pipe, while a command runs.
    @SuppressWarnings("SystemOut")
    PrintWriter out =
        new PrintWriter(new OutputStreamWriter(System.out, Charset.defaultCharset()), false);
    runner.run(words, out);
    out.flush();
  }
}
