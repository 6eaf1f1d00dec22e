/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import java.io.IOException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.meterway.cli.CommandException;
import org.meterway.cli.Console;
import org.meterway.cli.ExitStatus;
import org.meterway.dlms.apdu.CaptureObject;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.cosem.ProfileColumn;
import org.meterway.dlms.cosem.ProfileGeneric;
import org.meterway.dlms.cosem.ProfileRows;
import org.meterway.dlms.data.CosemDateTime;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;
import org.meterway.dlms.data.ScalerUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads a profile, row by row. */
@Command(
    name = "profile",
    sortOptions = false,
    header = "Read the rows of a profile, such as a load profile.",
    description = {
      "",
      "All rows, or those of a range of time or of numbers; each is printed as soon as it has come.",
      "Values are given in their unit. How far it is is told on the standard error output.",
      "Exit status: 0 all read, 1 some error, 2 wrong usage, 3 no association.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  meterway dlms profile tcp://10.0.0.5:4059 1.0.99.1.0.255 --from 2026-11-25 --csv"
    })
final class ProfileCommand implements Callable<Integer> {
  private static final long PROGRESS_NANOS = 500_000_000L;

  private final Console console;

  @Mixin private ConnectOptions connect;
  @Mixin private OutputOptions output;

  @Parameters(
      index = "1",
      paramLabel = "OBIS",
      description = "the profile's logical name, as 1.0.99.1.0.255")
  private String profile;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "first time, as 2026-11-25 or 2026-11-25T00:00:00+01:00")
  private String from;

  @Option(names = "--to", paramLabel = "TIME", description = "last time (default: now)")
  private String to;

  @Option(
      names = "--first",
      paramLabel = "N",
      description = "first row by number, from 1 (default 1)")
  private Long first;

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "last row by number (default: the last)")
  private Long last;

  @Option(names = "--raw", description = "values as they are sent")
  private boolean raw;

  @Option(names = "--fill", description = "in place of null-data the value of the row before")
  private boolean fill;

  ProfileCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, CommandException {
    Obis name = References.instance(profile);
    if ((from != null || to != null) && (first != null || last != null)) {
      throw CommandException.usage("choose a range of time or of rows, not both");
    }
    if (to != null && from == null) {
      throw CommandException.usage("--to needs --from");
    }
    CosemDateTime begin = from == null ? null : time("--from", from);
    CosemDateTime end = to == null ? null : time("--to", to);
    try (ConnectOptions.Connection connection =
        connect.open(console, notification -> Notifications.tell(console, notification))) {
      try {
        read(connection.client(), name, begin, end);
      } catch (IOException e) {
        throw CommandException.fault("the profile " + name + ": " + ErrorWords.of(e), e);
      }
    }
    return ExitStatus.GOOD;
  }

  private static CosemDateTime time(String option, String text) throws CommandException {
    try {
      return CosemDateTime.of(
          text.length() > 10
              ? OffsetDateTime.parse(text)
              : LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toOffsetDateTime());
    } catch (DateTimeParseException e) {
      throw CommandException.usage(
          option
              + " is '"
              + text
              + "', expected a time as 2026-11-25 or 2026-11-25T00:00:00+01:00");
    }
  }

  private void read(DlmsClient client, Obis name, CosemDateTime begin, CosemDateTime end)
      throws IOException, CommandException {
    ProfileGeneric object = new ProfileGeneric(client, name);
    List<ProfileColumn> columns = object.columns();
    List<String> names = names(columns);
    try (RowPrinter printer = output.printer(console, names);
        ProfileRows rows = rows(object, columns, begin, end)) {
      Progress progress = new Progress();
      rows.progress(progress::tell);
      if (fill) {
        rows.fillGaps();
      }
      while (rows.next()) {
        printer.print(row(rows, columns, names));
      }
      progress.end(rows);
    }
  }

  private ProfileRows rows(
      ProfileGeneric object, List<ProfileColumn> columns, CosemDateTime begin, CosemDateTime end)
      throws IOException, CommandException {
    if (begin != null) {
      CaptureObject clock =
          columns.stream()
              .filter(ProfileColumn::isClock)
              .map(ProfileColumn::object)
              .findFirst()
              .orElseThrow(
                  () -> CommandException.usage("the profile has no clock, choose rows by number"));
      CosemDateTime now = CosemDateTime.of(OffsetDateTime.now(ZoneId.systemDefault()));
      return object.rows(clock, begin, end == null ? now : end);
    }
    if (first != null || last != null) {
      // The standard's 0 stands for the last one.
      return object.rows(
          new Selection.Entries(first == null ? 1 : first, last == null ? 0 : last, 1, 0));
    }
    return object.rows();
  }

  /** Short and different: the logical name, and the attribute where that is not enough. */
  private static List<String> names(List<ProfileColumn> columns) {
    List<String> names = new ArrayList<>();
    for (ProfileColumn column : columns) {
      String name = column.object().instance().toString();
      if (names.contains(name)) {
        name += ":" + column.object().attribute();
      }
      names.add(names.contains(name) ? name + ":" + (names.size() + 1) : name);
    }
    return names;
  }

  private Map<String, Object> row(ProfileRows rows, List<ProfileColumn> columns, List<String> names)
      throws IOException {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < rows.columns(); i++) {
      ProfileColumn column = i < columns.size() ? columns.get(i) : null;
      row.put(i < names.size() ? names.get(i) : "column " + (i + 1), value(rows.data(i), column));
    }
    return row;
  }

  private Object value(Data data, ProfileColumn column) {
    if (raw || column == null) {
      return data;
    }
    ScalerUnit scaler = column.scaler();
    if (scaler != null && data instanceof Data.Number) {
      return scaler.apply(data);
    }
    if (column.isClock() && data instanceof Data.OctetString && data.asBytes().length == 12) {
      CosemDateTime time = CosemDateTime.read(data.asBytes(), 0);
      return time.toOffsetDateTime()
          .<Object>map(Object::toString)
          .or(() -> time.toLocalDateTime().map(Object::toString))
          .orElse(data);
    }
    return data;
  }

  /** Tells how far it is, now and then. */
  private final class Progress {
    private final long begin = System.nanoTime();
    private long told = begin;

    void tell(long rows, long total, long bytes) {
      long now = System.nanoTime();
      if (now - told > PROGRESS_NANOS) {
        told = now;
        console.complain(
            "%d rows%s, %d bytes".formatted(rows, total < 0 ? "" : " of " + total, bytes));
      }
    }

    void end(ProfileRows rows) {
      if (told != begin) {
        console.complain("%d rows, all read".formatted(rows.index()));
      }
    }
  }
}
