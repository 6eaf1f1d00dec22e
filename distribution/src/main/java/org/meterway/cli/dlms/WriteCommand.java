/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.meterway.cli.CommandException;
import org.meterway.cli.Console;
import org.meterway.cli.ExitStatus;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.data.Data;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes an attribute. */
@Command(
    name = "write",
    sortOptions = false,
    header = "Write an attribute of a meter's object.",
    description = {
      "",
      "VALUE is TYPE:VALUE as in long-unsigned:15, octet-string:0A0B, visible-string:text,",
      "boolean:true, date-time:2026-11-26T10:00:00+01:00, null-data, axdr:HEX of the encoding,",
      "or JSON as 'dlms read --raw --json' prints it.",
      "After a time-out it is not known whether the meter has taken the value: read it.",
      "Exit status: 0 written, 1 some error, 2 wrong usage, 3 no association.",
      ""
    })
final class WriteCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ConnectOptions connect;
  @Mixin private OutputOptions output;

  @Parameters(index = "1", paramLabel = "OBJECT", description = "CLASS:OBIS:ATTRIBUTE")
  private String object;

  @Parameters(index = "2", paramLabel = "VALUE", description = "what to write")
  private String value;

  WriteCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, CommandException {
    AttributeReference attribute = References.attribute(object);
    Data data = DataText.parse(value);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("object", object);
    boolean isGood = true;
    try (RowPrinter printer = output.printer(console, List.of("object", "result", "error"));
        ConnectOptions.Connection connection =
            connect.open(console, notification -> Notifications.tell(console, notification))) {
      try {
        connection.client().set(attribute, data);
        row.put("result", "success");
      } catch (IOException e) {
        row.put("error", ErrorWords.of(e));
        isGood = false;
      }
      printer.print(row);
    }
    return isGood ? ExitStatus.GOOD : ExitStatus.FAULT;
  }
}
