/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import java.util.List;
import org.meterway.cli.CommandException;
import org.meterway.cli.Console;
import picocli.CommandLine.Option;

/** In which form results are printed. */
final class OutputOptions {
  @Option(names = "--json", description = "one JSON object a line")
  private boolean json;

  @Option(names = "--csv", description = "comma-separated values, with a line of names")
  private boolean csv;

  /** A printer of rows with these columns. */
  RowPrinter printer(Console console, List<String> columns) throws CommandException {
    if (json && csv) {
      throw CommandException.usage("--json and --csv are both given, choose one");
    }
    if (json) {
      return new JsonPrinter(console);
    }
    return csv ? new CsvPrinter(console, columns) : new TablePrinter(console, columns);
  }
}
