/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.record.JsonTree;

/** Prints results row by row. What {@link JsonTree} takes may be in a row. */
interface RowPrinter extends AutoCloseable {
  /**
   * Prints a row.
   *
   * @param row values by the names of columns; what has no column is for JSON only
   */
  void print(Map<String, Object> row) throws IOException;

  /** Prints what is left. */
  @Override
  void close() throws IOException;

  /** A value for people. */
  static String words(Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof String text) {
      return text;
    }
    String json = JsonTree.write(value);
    boolean isText = value instanceof Data && json.startsWith("\"") && !json.contains("\\");
    return isText ? json.substring(1, json.length() - 1) : json;
  }
}
