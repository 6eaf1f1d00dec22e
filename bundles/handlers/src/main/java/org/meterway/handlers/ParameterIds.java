/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.meterway.api.whiteboard.PropertyValues;

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
    List<Object> values = PropertyValues.of(property);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("missing, expected " + EXPECTED);
    }
    Set<Integer> ids = new TreeSet<>();
    for (Object value : values) {
      ids.add(
          PropertyValues.id(value)
              .orElseThrow(
                  () -> new IllegalArgumentException("\"" + value + "\", expected " + EXPECTED)));
    }
    return ids;
  }

  /**
   * One id.
   *
   * @throws IllegalArgumentException says in words what is expected
   */
  static int parse(String text) {
    return PropertyValues.id(text).orElseThrow(() -> new IllegalArgumentException(EXPECTED));
  }
}
