/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.meterway.cli.CommandException;
import org.meterway.cli.Console;
import org.meterway.cli.ExitStatus;
import org.meterway.dlms.cosem.Clock;
import org.meterway.dlms.data.CosemDateTime;
import org.meterway.dlms.data.Obis;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads and sets the clock. */
@Command(
    name = "clock",
    sortOptions = false,
    header = "Read a meter's clock, or set it.",
    description = {
      "",
      "Tells how many seconds the clock is ahead of ours.",
      "Exit status: 0 done, 1 some error, 2 wrong usage, 3 no association.",
      ""
    })
final class ClockCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ConnectOptions connect;
  @Mixin private OutputOptions output;

  @Option(
      names = "--set",
      paramLabel = "TIME",
      description = "set it: now, or a time as 2026-11-26T10:00:00+01:00")
  private String set;

  @Option(
      names = "--shift",
      paramLabel = "SECONDS",
      description = "shift it by -900 to 900 seconds")
  private Integer shift;

  @Option(
      names = "--object",
      paramLabel = "OBIS",
      description = "the clock's logical name (default 0.0.1.0.0.255)")
  private String object = Clock.USUAL.toString();

  ClockCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, CommandException {
    Obis name = References.instance(object);
    OffsetDateTime time = time();
    if (shift != null && (shift < -900 || shift > 900)) {
      throw CommandException.usage("--shift is " + shift + ", expected -900 to 900 seconds");
    }
    List<String> columns = List.of("object", "time", "deviation", "status", "ahead");
    try (RowPrinter printer = output.printer(console, columns);
        ConnectOptions.Connection connection =
            connect.open(console, notification -> Notifications.tell(console, notification))) {
      Clock clock = new Clock(connection.client(), name);
      try {
        if (time != null) {
          clock.setTime(set.equals("now") ? OffsetDateTime.now(ZoneId.systemDefault()) : time);
        }
        if (shift != null) {
          clock.shift(shift);
        }
        printer.print(row(name, clock.time()));
      } catch (IOException e) {
        throw CommandException.fault("the clock " + name + ": " + ErrorWords.of(e), e);
      }
    }
    return ExitStatus.GOOD;
  }

  private OffsetDateTime time() throws CommandException {
    if (set == null) {
      return null;
    }
    try {
      return set.equals("now")
          ? OffsetDateTime.now(ZoneId.systemDefault())
          : OffsetDateTime.parse(set);
    } catch (DateTimeParseException e) {
      throw CommandException.usage(
          "--set is '" + set + "', expected now or a time as 2026-11-26T10:00:00+01:00");
    }
  }

  private static Map<String, Object> row(Obis name, CosemDateTime time) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("object", "8:" + name + ":2");
    row.put("value", time.bytes());
    time.toOffsetDateTime()
        .map(Object::toString)
        .or(() -> time.toLocalDateTime().map(Object::toString))
        .ifPresent(text -> row.put("time", text));
    if (time.hasDeviation()) {
      row.put("deviation", time.deviation());
    }
    row.put("status", "%02X".formatted(time.status()));
    time.toInstant(ZoneId.systemDefault())
        .ifPresent(
            moment ->
                row.put("ahead", Duration.between(Instant.now(), moment).toMillis() / 1000.0));
    return row;
  }
}
