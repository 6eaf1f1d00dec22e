/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import java.io.IOException;
import java.util.Map;
import org.meterway.cli.Console;
import org.meterway.dlms.record.JsonTree;

/** A JSON object a line. */
final class JsonPrinter implements RowPrinter {
  private final Console console;

  JsonPrinter(Console console) {
    this.console = console;
  }

  @Override
  public void print(Map<String, Object> row) throws IOException {
    console.print(JsonTree.write(row));
  }

  @Override
  public void close() {
    // Nothing waits.
  }
}
