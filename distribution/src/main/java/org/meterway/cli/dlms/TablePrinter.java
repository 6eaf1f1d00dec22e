/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.meterway.cli.Console;

/**
 * Columns for people. The first rows decide the widths and are held back for it; later ones are
 * printed as they come, so that a long profile needs no memory.
 */
final class TablePrinter implements RowPrinter {
  private static final int HELD = 50;
  private static final int WIDEST = 60;

  private final Console console;
  private final List<String> columns;
  private final List<List<String>> held = new ArrayList<>();
  private int[] widths;

  TablePrinter(Console console, List<String> columns) {
    this.console = console;
    this.columns = columns;
  }

  @Override
  public void print(Map<String, Object> row) throws IOException {
    List<String> cells = columns.stream().map(name -> RowPrinter.words(row.get(name))).toList();
    if (widths == null) {
      held.add(cells);
      if (held.size() == HELD) {
        release();
      }
    } else {
      line(cells);
    }
  }

  private void release() throws IOException {
    widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] =
          held.stream()
              .mapToInt(cells -> Math.min(WIDEST, cells.get(column).length()))
              .reduce(columns.get(i).length(), Math::max);
    }
    line(columns.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList());
    for (List<String> cells : held) {
      line(cells);
    }
    held.clear();
  }

  private void line(List<String> cells) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      line.append(cells.get(i));
      if (i < cells.size() - 1) {
        int missing = widths[i] - cells.get(i).length();
        line.append(" ".repeat(Math.max(0, missing) + 2));
      }
    }
    console.print(line.toString().stripTrailing());
  }

  @Override
  public void close() throws IOException {
    if (widths == null && !held.isEmpty()) {
      release();
    }
  }
}
