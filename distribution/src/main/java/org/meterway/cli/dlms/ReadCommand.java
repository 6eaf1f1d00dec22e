/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.meterway.cli.CommandException;
import org.meterway.cli.Console;
import org.meterway.cli.ExitStatus;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.cosem.CosemClass;
import org.meterway.dlms.record.JsonTree;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads attributes. */
@Command(
    name = "read",
    sortOptions = false,
    header = "Read attributes of a meter's objects.",
    description = {
      "",
      "Registers are given in their unit. JSON: {\"object\":…,\"value\":…,\"unit\":…} or",
      "{\"object\":…,\"error\":…}, in order.",
      "Exit status: 0 all read, 1 some error, 2 wrong usage, 3 no association.",
      ""
    })
final class ReadCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ConnectOptions connect;
  @Mixin private OutputOptions output;

  @Option(names = "--raw", description = "values as they are sent, with their types")
  private boolean raw;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "OBJECT",
      description = "CLASS:OBIS:ATTRIBUTE, as 3:1.0.1.8.0.255:2")
  private List<String> objects;

  ReadCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, CommandException {
    List<AttributeReference> attributes = new ArrayList<>();
    for (String object : objects) {
      attributes.add(References.attribute(object));
    }
    boolean isGood = true;
    try (RowPrinter printer =
            output.printer(console, List.of("object", "name", "value", "unit", "error"));
        ConnectOptions.Connection connection =
            connect.open(console, notification -> Notifications.tell(console, notification))) {
      for (int i = 0; i < attributes.size(); i++) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("object", objects.get(i));
        isGood &= read(connection.client(), attributes.get(i), row);
        printer.print(row);
        console.out().flush();
      }
    }
    return isGood ? ExitStatus.GOOD : ExitStatus.FAULT;
  }

  private boolean read(DlmsClient client, AttributeReference attribute, Map<String, Object> row) {
    try {
      if (!client.isOpen()) {
        row.put("error", "the connection has ended");
        return false;
      }
      if (raw) {
        row.put("value", JsonTree.typed(client.get(attribute)));
      } else {
        Values.put(row, client, attribute, client.get(attribute));
      }
      row.put("name", CosemClass.nameOf(attribute));
      return true;
    } catch (IOException e) {
      row.put("error", ErrorWords.of(e));
      return false;
    }
  }
}
