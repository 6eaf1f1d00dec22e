/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.type.TypedValues;
import org.eclipse.kura.wire.WireEnvelope;
import org.eclipse.kura.wire.WireRecord;

/** Records as other components of a graph make them. */
final class Records {
  private Records() {}

  static WireRecord of(Map<String, Object> values) {
    Map<String, TypedValue<?>> properties = new HashMap<>();
    values.forEach((name, value) -> properties.put(name, typed(value)));
    return new WireRecord(properties);
  }

  static WireEnvelope envelope(WireRecord... records) {
    return new WireEnvelope("somebody", List.of(records));
  }

  private static TypedValue<?> typed(Object value) {
    if (value instanceof Boolean truth) {
      return TypedValues.newBooleanValue(truth);
    } else if (value instanceof byte[] bytes) {
      return TypedValues.newByteArrayValue(bytes);
    } else if (value instanceof Double number) {
      return TypedValues.newDoubleValue(number);
    } else if (value instanceof Integer number) {
      return TypedValues.newIntegerValue(number);
    } else if (value instanceof Long number) {
      return TypedValues.newLongValue(number);
    }
    return TypedValues.newStringValue((String) value);
  }
}
