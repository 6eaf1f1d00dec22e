/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.meterway.api.message.Command;
import org.meterway.api.whiteboard.PropertyValues;

/** Protocols, parameters and commands as they are written in records and configurations. */
final class Ids {
  static final String EXPECTED_PROTOCOL = "a protocol id from 0 to 65535, such as 0x2100";
  static final String EXPECTED_PARAMETER = "a parameter id from 0 to 65535, such as 0x8003";
  static final String EXPECTED_COMMAND =
      "0x00 to 0xff, or one of "
          + Arrays.stream(Command.values()).map(Command::name).collect(Collectors.joining(", "));

  private static final int LARGEST_COMMAND = 0xFF;

  private Ids() {}

  /** Such as {@code 0x2100}. */
  static String hex(int id) {
    return "0x%04x".formatted(id);
  }

  /** The name of a command, or such as {@code 0x1f} where it has none. */
  static String command(int code) {
    return Command.of(code).map(Command::name).orElseGet(() -> "0x%02x".formatted(code));
  }

  /** The code of a command: its name in any case, a number, or a text such as {@code 0x1f}. */
  static OptionalInt commandCode(Object written) {
    if (written instanceof String text) {
      for (Command command : Command.values()) {
        if (command.name().equalsIgnoreCase(text.strip())) {
          return OptionalInt.of(command.code());
        }
      }
    }
    OptionalInt code = PropertyValues.id(written);
    return code.isPresent() && code.getAsInt() <= LARGEST_COMMAND ? code : OptionalInt.empty();
  }
}
