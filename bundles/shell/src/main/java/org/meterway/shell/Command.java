/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;
import org.meterway.api.command.OperatorCommand;

/** What all commands do alike: options, candidates, words for a wrong call. */
abstract class Command implements OperatorCommand {
  static final int GOOD = 0;
  static final int FAULT = 1;
  static final int USAGE = 2;
  static final String JSON = "--json";

  private final List<String> options;

  /**
   * @param options each {@code --name}, or {@code --name=} where a value follows
   */
  Command(String... options) {
    this.options = List.of(options);
  }

  abstract int run(Arguments arguments, PrintWriter out)
      throws UsageException, InterruptedException;

  /**
   * What may follow words that are complete; none by default.
   *
   * @param words without options
   */
  List<String> candidates(List<String> words) {
    return List.of();
  }

  @Override
  public final int run(List<String> arguments, PrintWriter out) throws InterruptedException {
    try {
      return run(Arguments.parse(arguments, options), out);
    } catch (UsageException e) {
      out.println(e.getMessage());
      return USAGE;
    }
  }

  @Override
  public final List<String> complete(List<String> words) {
    String typed = words.isEmpty() ? "" : words.get(words.size() - 1);
    List<String> before = words.isEmpty() ? words : words.subList(0, words.size() - 1);
    if (!before.isEmpty() && options.contains(before.get(before.size() - 1) + "=")) {
      return List.of();
    }
    Stream<String> all =
        typed.startsWith("-")
            ? Stream.concat(options.stream(), Stream.of("--help"))
                .map(option -> option.replace("=", ""))
                .filter(option -> !before.contains(option))
            : candidates(before.stream().filter(word -> !word.startsWith("--")).toList()).stream();
    return all.filter(candidate -> candidate.startsWith(typed)).toList();
  }

  /** Those that are not there yet. */
  static List<String> without(List<String> names, List<String> taken) {
    return names.stream().filter(name -> !taken.contains(name)).toList();
  }
}
