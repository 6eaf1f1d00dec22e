/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.meterway.api.command.OperatorCommand;

/** What came of a command. */
record Typed(int status, String output) {
  static Typed at(OperatorCommand command, String... words) {
    StringWriter output = new StringWriter();
    PrintWriter out = new PrintWriter(output);
    try {
      int status = command.run(List.of(words), out);
      out.flush();
      return new Typed(status, output.toString());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The output of a command that ended well. */
  static String good(OperatorCommand command, String... words) {
    Typed typed = at(command, words);
    assertEquals(0, typed.status(), typed.output());
    return typed.output();
  }

  /** The output of a command that was called wrongly. */
  static String wrong(OperatorCommand command, String... words) {
    Typed typed = at(command, words);
    assertEquals(2, typed.status(), typed.output());
    return typed.output();
  }

  /** The row that begins with this word, its cells parted by one space. */
  static String row(String output, String first) {
    return output
        .lines()
        .filter(line -> line.strip().startsWith(first))
        .map(line -> line.strip().replaceAll(" +", " "))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row " + first + " in\n" + output));
  }
}
