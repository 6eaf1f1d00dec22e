/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.release;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

/** Writes JSON, a member a line, the same for the same values. */
public final class JsonText {
  private JsonText() {}

  /** The text of an object: values are Strings, Numbers, Booleans, Collections and Maps. */
  public static String of(Map<String, ?> object) {
    StringBuilder text = new StringBuilder();
    append(text, object, "\n");
    return text.append('\n').toString();
  }

  private static void append(StringBuilder text, Object value, String lineEnd) {
    if (value instanceof Map<?, ?> map) {
      text.append('{');
      String inner = lineEnd + "  ";
      for (Iterator<? extends Map.Entry<?, ?>> it = map.entrySet().iterator(); it.hasNext(); ) {
        Map.Entry<?, ?> member = it.next();
        text.append(inner).append('"').append(Json.printable(member.getKey().toString()));
        text.append("\": ");
        append(text, member.getValue(), inner);
        text.append(it.hasNext() ? "," : lineEnd);
      }
      text.append('}');
    } else if (value instanceof Collection<?> list) {
      text.append('[');
      String inner = lineEnd + "  ";
      for (Iterator<?> it = list.iterator(); it.hasNext(); ) {
        text.append(inner);
        append(text, it.next(), inner);
        text.append(it.hasNext() ? "," : lineEnd);
      }
      text.append(']');
    } else if (value instanceof Number || value instanceof Boolean) {
      text.append(value);
    } else {
      text.append('"').append(Json.printable(value.toString())).append('"');
    }
  }
}
