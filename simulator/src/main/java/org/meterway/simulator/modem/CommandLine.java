/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.modem;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One command of a line: its name, and what is asked of it.
 *
 * @param name as {@code +CREG}, in upper case; empty for {@code AT} alone
 * @param form what is asked
 * @param values behind {@code =}, without their quotes
 */
record CommandLine(String name, Form form, List<String> values) {
  /** What is asked of a command. */
  enum Form {
    /** {@code AT+X}. */
    RUN,
    /** {@code AT+X?}. */
    READ,
    /** {@code AT+X=?}. */
    TEST,
    /** {@code AT+X=1}. */
    SET
  }

  /** Reads what stands behind {@code AT}. */
  static CommandLine of(String text) {
    int equals = text.indexOf('=');
    if (equals >= 0) {
      String name = text.substring(0, equals).toUpperCase(Locale.ROOT);
      String rest = text.substring(equals + 1);
      return rest.equals("?")
          ? new CommandLine(name, Form.TEST, List.of())
          : new CommandLine(name, Form.SET, split(rest));
    }
    if (text.endsWith("?")) {
      String name = text.substring(0, text.length() - 1).toUpperCase(Locale.ROOT);
      return new CommandLine(name, Form.READ, List.of());
    }
    return new CommandLine(text.toUpperCase(Locale.ROOT), Form.RUN, List.of());
  }

  private static List<String> split(String text) {
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    for (char character : text.toCharArray()) {
      if (character == '"') {
        quoted = !quoted;
      } else if (character == ',' && !quoted) {
        values.add(value.toString());
        value.setLength(0);
      } else {
        value.append(character);
      }
    }
    values.add(value.toString());
    return values;
  }

  /** A value; the default where it is not given. */
  String value(int index, String otherwise) {
    return index < values.size() && !values.get(index).isEmpty() ? values.get(index) : otherwise;
  }

  /** A number. */
  int number(int index, int otherwise) throws AtError {
    try {
      return Integer.parseInt(value(index, Integer.toString(otherwise)));
    } catch (NumberFormatException e) {
      throw AtError.equipment(50, "incorrect parameters");
    }
  }
}
