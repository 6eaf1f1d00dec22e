/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Parameter ids as they are written: numbers, or texts such as {@code 0x8003}. */
final class ParameterIds {
  private static final String EXPECTED = "a parameter id from 0 to 65535, such as 0x8003";

  private ParameterIds() {}

  /**
   * The ids of a service property: one, an array or a collection of them.
   *
   * @throws IllegalArgumentException says in words what is wrong
   */
  static Set<Integer> of(Object property) {
    List<Object> values = new ArrayList<>();
    if (property instanceof Collection<?> collection) {
      values.addAll(collection);
    } else if (property != null && property.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(property); i++) {
        values.add(Array.get(property, i));
      }
    } else if (property != null) {
      values.add(property);
    }
    if (values.isEmpty()) {
      throw new IllegalArgumentException("missing, expected " + EXPECTED);
    }
    Set<Integer> ids = new TreeSet<>();
    for (Object value : values) {
      try {
        ids.add(parse(String.valueOf(value)));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("\"" + value + "\", expected " + EXPECTED, e);
      }
    }
    return ids;
  }

  /**
   * One id.
   *
   * @throws IllegalArgumentException says in words what is expected
   */
  static int parse(String text) {
    String digits = text.strip();
    try {
      boolean hex = digits.startsWith("0x") || digits.startsWith("0X");
      int id = hex ? Integer.parseInt(digits.substring(2), 16) : Integer.parseInt(digits);
      if (id >= 0 && id <= 0xFFFF) {
        return id;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(EXPECTED, e);
    }
    throw new IllegalArgumentException(EXPECTED);
  }
}
