/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.util.List;

/**
 * What became of a command.
 *
 * @param kind how it ended
 * @param words the modem's own result, as {@code +CME ERROR: 10}, or why there is none
 * @param lines of information before the result, without empty ones
 */
record AtAnswer(Kind kind, String words, List<String> lines) {
  /** How a command ended. */
  enum Kind {
    /** With {@code OK}. */
    OK,
    /** The modem has answered with an error. */
    REFUSED,
    /** The modem has not answered in time. */
    SILENT,
    /** There is no port, or it is not open. */
    CLOSED
  }

  AtAnswer {
    lines = List.copyOf(lines);
  }

  boolean isOk() {
    return kind == Kind.OK;
  }

  /** Whether the modem has answered at all. */
  boolean isAnswer() {
    return kind == Kind.OK || kind == Kind.REFUSED;
  }

  /** What stands behind {@code name:} in the first line that has it; empty where none has. */
  String value(String name) {
    for (String line : lines) {
      if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
        return line.substring(name.length() + 1).strip();
      }
    }
    return "";
  }
}
