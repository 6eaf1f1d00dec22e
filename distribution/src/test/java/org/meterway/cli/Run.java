/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One run of the command line with streams in memory. */
record Run(int exitStatus, String out, String err) {
  /** With bytes as standard input. */
  static Run of(byte[] in, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitStatus = Main.run(Console.of(new ByteArrayInputStream(in), out, err), arguments);
    return new Run(
        exitStatus, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** With text as standard input. */
  static Run of(String in, String... arguments) {
    return of(in.getBytes(StandardCharsets.UTF_8), arguments);
  }

  /** Checks that it was good and said nothing to people; its output. */
  String good() {
    assertEquals("", err);
    assertEquals(ExitStatus.GOOD, exitStatus, out);
    return out;
  }

  /** As {@link #good}, by lines. */
  List<String> goodLines() {
    return good().lines().toList();
  }

  /** Checks exit status and the one line on standard error. */
  void failsWith(int expectedStatus, String expectedError) {
    assertEquals(expectedError + "\n", err);
    assertEquals(expectedStatus, exitStatus);
  }
}
