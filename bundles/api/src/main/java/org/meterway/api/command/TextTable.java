/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.command;

import java.util.ArrayList;
import java.util.List;

/** Text in aligned columns; numbers are aligned right. Not thread-safe. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<String> titles;
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these columns. */
  public TextTable(String... titles) {
    this.titles = List.of(titles);
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if it has not as many cells as there are columns
   */
  public TextTable row(Object... cells) {
    if (cells.length != titles.size()) {
      throw new IllegalArgumentException(
          "A row of " + cells.length + " cells in a table of " + titles.size() + " columns");
    }
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(printable(cell == null ? "" : cell.toString()));
    }
    rows.add(row);
    return this;
  }

  /** Whether there is no row. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The lines, titles first, each ended by a line end. */
  @Override
  public String toString() {
    int columns = titles.size();
    int[] widths = new int[columns];
    boolean[] right = new boolean[columns];
    for (int column = 0; column < columns; column++) {
      right[column] = !rows.isEmpty();
      widths[column] = width(titles.get(column));
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], width(row.get(column)));
        right[column] &= isNumber(row.get(column));
      }
    }
    StringBuilder text = new StringBuilder();
    append(text, titles, widths, right);
    for (List<String> row : rows) {
      append(text, row, widths, right);
    }
    return text.toString();
  }

  private static void append(
      StringBuilder text, List<String> cells, int[] widths, boolean[] right) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = cells.get(column);
      String padding = " ".repeat(widths[column] - width(cell));
      line.append(column == 0 ? "" : GAP);
      line.append(right[column] ? padding + cell : cell + padding);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }

  private static boolean isNumber(String cell) {
    return cell.isEmpty() || cell.matches("[-+]?[0-9][0-9,.]*( ?[%a-zA-Z/]{1,4})?");
  }

  /** A cell is one line and moves no cursor. */
  private static String printable(String cell) {
    return cell.codePoints().anyMatch(Character::isISOControl)
        ? cell.codePoints()
            .map(c -> Character.isISOControl(c) ? ' ' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
        : cell;
  }
}
