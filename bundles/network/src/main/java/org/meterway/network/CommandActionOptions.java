/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.meterway.api.config.Validation;

/** A checked configuration. */
record CommandActionOptions(List<String> command, Duration timeout) {
  /**
   * Checks a configuration.
   *
   * @throws org.meterway.api.config.InvalidConfigurationException names each wrong property
   */
  static CommandActionOptions of(CommandActionConfig config) {
    Validation check = Validation.of(CommandAction.PID);
    String program = program(check, config.program());
    int timeout = check.range("timeoutSeconds", config.timeoutSeconds(), 1, 3600);
    InterfaceActionOptions.name(check, config.meterway_recovery_action());
    check.check();
    return new CommandActionOptions(
        command(program, config.arguments()), Duration.ofSeconds(timeout));
  }

  /** The absolute path of a program. It may appear later. */
  static String program(Validation check, String value) {
    String expected = "the absolute path of a program such as /usr/local/bin/reset-modem";
    String program = check.required("program", value, expected);
    try {
      if (!program.isEmpty() && !Path.of(program).isAbsolute()) {
        check.reject("program", program, expected);
      }
    } catch (InvalidPathException e) {
      check.reject("program", program, expected);
    }
    return program;
  }

  static List<String> command(String program, String[] arguments) {
    List<String> command = new ArrayList<>(List.of(program));
    Stream.ofNullable(arguments)
        .flatMap(Stream::of)
        .filter(argument -> argument != null && !argument.isEmpty())
        .forEach(command::add);
    return List.copyOf(command);
  }
}
