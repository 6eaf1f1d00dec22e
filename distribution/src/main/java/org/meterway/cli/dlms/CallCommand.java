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
import org.meterway.dlms.apdu.MethodReference;
import org.meterway.dlms.data.Data;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Calls a method. */
@Command(
    name = "call",
    sortOptions = false,
    header = "Call a method of a meter's object.",
    description = {
      "",
      "PARAMETER is written as the value of 'dlms write'; integer:0 where the method needs none",
      "is the default.",
      "Exit status: 0 done, 1 some error, 2 wrong usage, 3 no association.",
      ""
    },
    footer = {
      "",
      "Example: connect the supply again",
      "  meterway dlms call tcp://10.0.0.5:4059 70:0.0.96.3.10.255:2"
    })
final class CallCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ConnectOptions connect;
  @Mixin private OutputOptions output;

  @Parameters(index = "1", paramLabel = "METHOD", description = "CLASS:OBIS:METHOD")
  private String object;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "PARAMETER",
      description = "what the method is given")
  private String parameter;

  CallCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, CommandException {
    MethodReference method = References.method(object);
    Data data = parameter == null ? Data.int8(0) : DataText.parse(parameter);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("object", object);
    boolean isGood = true;
    try (RowPrinter printer =
            output.printer(console, List.of("object", "result", "value", "error"));
        ConnectOptions.Connection connection =
            connect.open(console, notification -> Notifications.tell(console, notification))) {
      try {
        Data returned = connection.client().call(method, data);
        row.put("result", "success");
        if (returned != null && !returned.isNull()) {
          row.put("value", returned);
        }
      } catch (IOException e) {
        row.put("error", ErrorWords.of(e));
        isGood = false;
      }
      printer.print(row);
    }
    return isGood ? ExitStatus.GOOD : ExitStatus.FAULT;
  }
}
