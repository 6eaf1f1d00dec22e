/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.meterway.cli.Console;

/** Comma-separated values (RFC 4180) with a header. */
final class CsvPrinter implements RowPrinter {
  private final Console console;
  private final List<String> columns;
  private boolean isBegun;

  CsvPrinter(Console console, List<String> columns) {
    this.console = console;
    this.columns = columns;
  }

  @Override
  public void print(Map<String, Object> row) throws IOException {
    writeHeader();
    console.print(
        columns.stream()
            .map(column -> escaped(RowPrinter.words(row.get(column))))
            .collect(Collectors.joining(",")));
  }

  private void writeHeader() throws IOException {
    if (!isBegun) {
      isBegun = true;
      console.print(columns.stream().map(CsvPrinter::escaped).collect(Collectors.joining(",")));
    }
  }

  private static String escaped(String text) {
    boolean isSpecial = text.indexOf(',') >= 0 || text.indexOf('"') >= 0 || text.indexOf('\n') >= 0;
    return isSpecial ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  @Override
  public void close() throws IOException {
    writeHeader();
  }
}
