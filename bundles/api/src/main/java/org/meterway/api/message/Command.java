/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.message;

import java.util.Optional;

/** The command, first octet of the information field. */
public enum Command {
  /** Asks for a parameter. */
  GET(0xC0),
  /** Sets a parameter. */
  SET(0xC1),
  /** Tells of an event. */
  EVENT(0xC2),
  /** Asks for an action. */
  ACTION(0xC3),
  /** Answers {@link #GET}. */
  GET_RESPONSE(0xC4),
  /** Answers {@link #SET}. */
  SET_RESPONSE(0xC5),
  /** Defined for the answer to {@link #EVENT}; the reference answers with {@link #SERIAL_NET}. */
  EVENT_RESPONSE(0xC6),
  /** Answers {@link #ACTION}. */
  ACTION_RESPONSE(0xC7),
  /** Answers a {@link #GET} that cannot be answered. */
  GET_ERROR_RESPONSE(0xC8),
  /** Carries transparent data between meter and head end. */
  SERIAL_NET(0xBF);

  private static final Command[] BY_CODE = new Command[256];

  static {
    for (Command command : values()) {
      BY_CODE[command.code] = command;
    }
  }

  private final int code;

  Command(int code) {
    this.code = code;
  }

  /** The octet on the line, 0 to 255. */
  public int code() {
    return code;
  }

  /** The command with this octet, if it is a known one. */
  public static Optional<Command> of(int code) {
    return code < 0 || code > 255 ? Optional.empty() : Optional.ofNullable(BY_CODE[code]);
  }
}
