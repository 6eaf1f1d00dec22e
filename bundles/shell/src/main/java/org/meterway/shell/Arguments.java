/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The words of a call, taken apart.
 *
 * @param words those that are no options
 * @param options the options given, with their values; empty ones for flags
 */
record Arguments(List<String> words, Map<String, String> options) {
  /**
   * @param known the options, each {@code --name}, or {@code --name=} where a value follows
   */
  static Arguments parse(List<String> arguments, List<String> known) throws UsageException {
    List<String> words = new ArrayList<>();
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (!word.startsWith("--")) {
        words.add(word);
        continue;
      }
      int sign = word.indexOf('=');
      String name = sign < 0 ? word : word.substring(0, sign);
      if (known.contains(name + "=")) {
        if (sign < 0 && i + 1 == arguments.size()) {
          throw new UsageException(name + " needs a value");
        }
        options.put(name, sign < 0 ? arguments.get(++i) : word.substring(sign + 1));
      } else if (known.contains(name) && sign < 0) {
        options.put(name, "");
      } else {
        List<String> names = known.stream().map(option -> option.replace("=", "")).toList();
        throw new UsageException(Names.unknown("option", "options", name, names));
      }
    }
    return new Arguments(List.copyOf(words), Map.copyOf(options));
  }

  boolean has(String option) {
    return options.containsKey(option);
  }

  /** A whole number, or {@code otherwise} where the option is not given. */
  int number(String option, int min, int max, int otherwise) throws UsageException {
    String value = options.get(option);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new UsageException(
        option + " is \"" + value + "\", expected a whole number from " + min + " to " + max);
  }

  /** Checks that there are no more words than that. */
  Arguments atMost(int count) throws UsageException {
    if (words.size() > count) {
      throw new UsageException(
          "\""
              + words.get(count)
              + "\" is too much: "
              + (count == 0 ? "no argument" : count == 1 ? "one argument" : count + " arguments")
              + " at most");
    }
    return this;
  }
}
