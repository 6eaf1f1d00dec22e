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
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.client.ShortNames;
import org.meterway.dlms.cosem.AssociationLn;
import org.meterway.dlms.cosem.CosemClass;
import org.meterway.dlms.cosem.ObjectListEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists a meter's objects. */
@Command(
    name = "objects",
    sortOptions = false,
    header = "List the objects that a meter has for this client.",
    description = {
      "",
      "Access: r what can be read, w what can be written, x what can be called, by number.",
      "Exit status: 0 listed, 1 some error, 2 wrong usage, 3 no association.",
      ""
    })
final class ObjectsCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ConnectOptions connect;
  @Mixin private OutputOptions output;

  ObjectsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, CommandException {
    List<String> columns = List.of("class", "name", "obis", "version", "access");
    try (RowPrinter printer = output.printer(console, columns);
        ConnectOptions.Connection connection =
            connect.open(console, notification -> Notifications.tell(console, notification))) {
      DlmsClient client = connection.client();
      try {
        if (client.options().logicalNames()) {
          logical(client, printer);
        } else {
          shortNames(client, printer);
        }
      } catch (IOException e) {
        throw CommandException.fault("the object list: " + ErrorWords.of(e), e);
      }
    }
    return ExitStatus.GOOD;
  }

  private static void logical(DlmsClient client, RowPrinter printer) throws IOException {
    List<ObjectListEntry> objects = new AssociationLn(client, AssociationLn.CURRENT).objectList();
    int version = AssociationLn.version(objects);
    for (ObjectListEntry object : objects) {
      Map<String, Object> row = row(object.classId(), object.instance(), object.version());
      row.put("access", access(object, version));
      printer.print(row);
    }
  }

  private static void shortNames(DlmsClient client, RowPrinter printer) throws IOException {
    for (ShortNames.Entry object : client.shortNames().entries()) {
      Map<String, Object> row = row(object.classId(), object.instance(), object.version());
      row.put("access", "base name %04X".formatted(object.baseName()));
      printer.print(row);
    }
  }

  private static Map<String, Object> row(int classId, Object instance, int version) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("class", classId);
    row.put("name", CosemClass.nameOf(classId));
    row.put("obis", instance.toString());
    row.put("version", version);
    return row;
  }

  private static String access(ObjectListEntry object, int version) {
    List<String> words = new ArrayList<>();
    for (ObjectListEntry.Right right : object.attributes()) {
      int number = right.number();
      String rights =
          (object.canRead(number, version) ? "r" : "")
              + (object.canWrite(number, version) ? "w" : "");
      if (!rights.isEmpty()) {
        words.add(number + rights);
      }
    }
    for (ObjectListEntry.Right right : object.methods()) {
      if (object.canCall(right.number())) {
        words.add(right.number() + "x");
      }
    }
    return String.join(" ", words);
  }
}
