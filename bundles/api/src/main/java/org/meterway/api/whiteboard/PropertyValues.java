/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.whiteboard;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;

/** Reads service properties, whose values come in several forms. */
public final class PropertyValues {
  private static final int LARGEST_ID = 0xFFFF;

  private PropertyValues() {}

  /** Every value of a property that holds one, an array or a collection; none for {@code null}. */
  public static List<Object> of(Object property) {
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
    return values;
  }

  /**
   * The id of a protocol or a parameter, 0 to 65535: a whole number, or a text such as {@code
   * 0x2100} or {@code 8448}. Empty for anything else.
   */
  public static OptionalInt id(Object value) {
    long id = -1;
    if (value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte) {
      id = ((Number) value).longValue();
    } else if (value instanceof String text) {
      id = number(text.strip());
    }
    return id < 0 || id > LARGEST_ID ? OptionalInt.empty() : OptionalInt.of((int) id);
  }

  private static long number(String text) {
    boolean hex = text.startsWith("0x") || text.startsWith("0X");
    try {
      return hex ? Long.parseLong(text.substring(2), 16) : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
