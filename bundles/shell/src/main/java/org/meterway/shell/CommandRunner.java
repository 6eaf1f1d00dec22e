/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.meterway.api.command.OperatorCommand;
import org.meterway.api.command.TextTable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs commands by their names, whichever bundle they come from. {@code help} and {@code --help}
 * are its own. Thread-safe.
 */
final class CommandRunner {
  static final String HELP = "help";

  private static final Logger LOG = LoggerFactory.getLogger(CommandRunner.class);
  private static final String HELP_OPTION = "--help";

  /** A lower-case letter, then letters, digits, hyphens. */
  private static final String NAME = "[a-z][a-zA-Z0-9-]*";

  private final BundleContext context;

  CommandRunner(BundleContext context) {
    this.context = context;
  }

  /**
   * Runs one command.
   *
   * @param words its name and arguments; none is {@code help}
   * @return its exit status; 2 where there is no such command
   */
  int run(List<String> words, PrintWriter out) throws InterruptedException {
    String name = words.isEmpty() ? HELP : words.get(0);
    List<String> arguments = words.isEmpty() ? words : words.subList(1, words.size());
    Map<String, ServiceReference<OperatorCommand>> commands = commands();
    if (name.equals(HELP) && !arguments.isEmpty()) {
      name = arguments.get(0);
      arguments = List.of(HELP_OPTION);
    }
    ServiceReference<OperatorCommand> reference = commands.get(name);
    if (reference == null && !name.equals(HELP)) {
      out.println(Names.unknown("command", "commands", name, commands.keySet()));
      return Command.USAGE;
    }
    OperatorCommand command = reference == null ? null : context.getService(reference);
    if (command == null) {
      return name.equals(HELP) ? help(commands, out) : gone(name, out);
    }
    try {
      if (arguments.contains(HELP_OPTION)) {
        out.print(command.help());
        return Command.GOOD;
      }
      return command.run(arguments, out);
    } catch (RuntimeException e) {
      LOG.warn("The command {} has failed", name, e);
      out.println("The command " + name + " has failed: " + e + "; the log tells more.");
      return Command.FAULT;
    } finally {
      unget(reference);
    }
  }

  private static int gone(String name, PrintWriter out) {
    out.println("The command " + name + " is not there any more.");
    return Command.FAULT;
  }

  private int help(Map<String, ServiceReference<OperatorCommand>> commands, PrintWriter out) {
    TextTable table = new TextTable("COMMAND", "WHAT IT DOES");
    commands.forEach(
        (name, reference) -> {
          OperatorCommand command = context.getService(reference);
          if (command != null) {
            table.row(name, command.summary());
            unget(reference);
          }
        });
    out.print(table);
    out.println();
    out.println("COMMAND --help tells more of a command.");
    return Command.GOOD;
  }

  /**
   * What may follow.
   *
   * @param words the command's name and its arguments; the last one, perhaps empty, is being typed
   */
  List<String> complete(List<String> words) {
    Map<String, ServiceReference<OperatorCommand>> commands = commands();
    boolean help = words.size() == 2 && words.get(0).equals(HELP);
    if (words.size() <= 1 || help) {
      String typed = words.isEmpty() ? "" : words.get(words.size() - 1);
      Stream<String> names =
          help
              ? commands.keySet().stream()
              : Stream.concat(commands.keySet().stream(), Stream.of(HELP));
      return names.filter(name -> name.startsWith(typed)).sorted().distinct().toList();
    }
    ServiceReference<OperatorCommand> reference = commands.get(words.get(0));
    OperatorCommand command = reference == null ? null : context.getService(reference);
    if (command == null) {
      return List.of();
    }
    try {
      return command.complete(words.subList(1, words.size()));
    } catch (RuntimeException e) {
      LOG.warn("The command {} cannot complete", words.get(0), e);
      return List.of();
    } finally {
      unget(reference);
    }
  }

  private void unget(ServiceReference<OperatorCommand> reference) {
    try {
      context.ungetService(reference);
    } catch (IllegalStateException e) {
      // This bundle has stopped meanwhile, which gives all services back.
      return;
    }
  }

  /** The commands by name; of two with one name that of the higher ranking. */
  private Map<String, ServiceReference<OperatorCommand>> commands() {
    Map<String, ServiceReference<OperatorCommand>> commands = new LinkedHashMap<>();
    try {
      Collection<ServiceReference<OperatorCommand>> found =
          context.getServiceReferences(OperatorCommand.class, null);
      List<ServiceReference<OperatorCommand>> sorted = new ArrayList<>(found);
      sorted.sort(
          Comparator.comparing(CommandRunner::name)
              .thenComparing(Comparator.<ServiceReference<OperatorCommand>>reverseOrder()));
      for (ServiceReference<OperatorCommand> reference : sorted) {
        if (!name(reference).isEmpty()) {
          commands.putIfAbsent(name(reference), reference);
        }
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("No filter was given", e);
    }
    return commands;
  }

  /** The name of a command; empty where it has none that can be typed. */
  static String name(ServiceReference<OperatorCommand> reference) {
    return reference.getProperty(OperatorCommand.NAME) instanceof String name && name.matches(NAME)
        ? name
        : "";
  }
}
