/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.record;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataJson;

/**
 * Writes trees of maps, lists, texts, numbers, booleans, octets (as hex text) and {@link Data} as
 * JSON.
 */
public final class JsonTree {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private JsonTree() {}

  /** A tree in a line. */
  public static String write(Object tree) {
    StringBuilder out = new StringBuilder(256);
    write(tree, out);
    return out.toString();
  }

  /** Data whose types shall be told, so that the same data can be made of the JSON. */
  private record Typed(Data data) {}

  /** A node for data with all of its types: {@link DataJson#writeTyped}. */
  public static Object typed(Data data) {
    return new Typed(data);
  }

  private static void write(Object node, StringBuilder out) {
    if (node instanceof Map<?, ?> map) {
      object(map, out);
    } else if (node instanceof List<?> list) {
      array(list, out);
    } else if (node instanceof Data data) {
      DataJson.write(data, out);
    } else if (node instanceof Typed typed) {
      DataJson.writeTyped(typed.data(), out);
    } else if (node instanceof BigDecimal number) {
      out.append(number.toPlainString());
    } else if (node instanceof byte[] octets) {
      text(HEX.formatHex(octets), out);
    } else if (node == null || node instanceof Number || node instanceof Boolean) {
      out.append(node);
    } else {
      text(node.toString(), out);
    }
  }

  private static void object(Map<?, ?> map, StringBuilder out) {
    char separator = '{';
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(separator);
      text(entry.getKey().toString(), out);
      out.append(':');
      write(entry.getValue(), out);
      separator = ',';
    }
    out.append(map.isEmpty() ? "{}" : "}");
  }

  private static void array(List<?> list, StringBuilder out) {
    char separator = '[';
    for (Object element : list) {
      out.append(separator);
      write(element, out);
      separator = ',';
    }
    out.append(list.isEmpty() ? "[]" : "]");
  }

  private static void text(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '"' || character == '\\') {
        out.append('\\').append(character);
      } else if (character < 0x20 || character > 0x7E) {
        out.append("\\u%04x".formatted((int) character));
      } else {
        out.append(character);
      }
    }
    out.append('"');
  }
}
