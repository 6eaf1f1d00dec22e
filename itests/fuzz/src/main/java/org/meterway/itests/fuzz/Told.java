/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.fuzz;

import java.util.OptionalInt;

/** Texts that people read on a terminal or in a log. */
public final class Told {
  private static final int LONGEST = 8000;

  private Told() {}

  /** Checks that a line of it is one line, and that it does not speak to the terminal. */
  public static void assertPlain(String line) {
    OptionalInt control =
        line.chars().filter(c -> Character.isISOControl(c) || c == '\u2028').findFirst();
    if (line.isBlank() || control.isPresent() || line.length() > LONGEST) {
      throw new AssertionError("not plain: " + line);
    }
  }
}
