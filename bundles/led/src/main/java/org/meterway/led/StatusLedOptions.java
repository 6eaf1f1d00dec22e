/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.led;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.meterway.api.config.Validation;

/**
 * A checked configuration.
 *
 * @param name of the LED or of the pin
 * @param directory of the kernel's LEDs
 */
record StatusLedOptions(
    Output output,
    String name,
    Path directory,
    boolean inverted,
    Watched watched,
    Duration refresh) {
  /**
   * Checks a configuration.
   *
   * @throws org.meterway.api.config.InvalidConfigurationException names each wrong property
   */
  static StatusLedOptions of(StatusLedConfig config) {
    Validation check = Validation.of(StatusLed.PID);
    Output output = check.choice("output", config.output(), Output.class);
    String name = name(check, output, config.led());
    Path directory = directory(check, config.directory());
    Watched watched = watched(check, config.watched());
    int refresh = check.range("refreshSeconds", config.refreshSeconds(), 1, 60);
    check.check();
    return new StatusLedOptions(
        output, name, directory, config.inverted(), watched, Duration.ofSeconds(refresh));
  }

  private static String name(Validation check, Output output, String value) {
    String expected =
        output == Output.GPIO
            ? "the name of a pin, or the number of its terminal"
            : "the name of an LED such as green:status";
    String name = check.required("led", value, expected);
    boolean isTerminal = name.matches("\\d+");
    if (name.contains("/")
        || name.startsWith(".")
        || output == Output.GPIO && isTerminal && name.length() > 6) {
      check.reject("led", name, expected);
    }
    return name;
  }

  private static Path directory(Validation check, String value) {
    String expected = "an absolute path such as /sys/class/leds";
    try {
      Path directory = Path.of(value == null ? "" : value.strip());
      if (directory.isAbsolute()) {
        return directory;
      }
      check.reject("directory", value, expected);
    } catch (InvalidPathException e) {
      check.reject("directory", value, expected);
    }
    return null;
  }

  private static Watched watched(Validation check, String[] entries) {
    List<Watched.Entry> parsed = new ArrayList<>();
    Stream.ofNullable(entries)
        .flatMap(Stream::of)
        .map(entry -> entry == null ? "" : entry.strip())
        .filter(entry -> !entry.isEmpty())
        .forEach(
            entry ->
                Watched.Entry.parse(entry)
                    .ifPresentOrElse(
                        parsed::add,
                        () ->
                            check.reject(
                                "watched", entry, "KIND or KIND:NAME such as link:meter1")));
    return parsed.isEmpty() ? Watched.ALL : new Watched(List.copyOf(parsed));
  }
}
