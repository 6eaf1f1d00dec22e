/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Service properties that hold one value, an array or a collection of them. */
final class PropertyValues {
  private PropertyValues() {}

  /** Every value; none for {@code null}. */
  static List<Object> of(Object property) {
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
}
