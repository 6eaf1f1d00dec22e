/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.meterway.itests.fuzz.Told;
import picocli.CommandLine;

/** The command line, made once and run many times. Not thread-safe. */
final class ManyRuns {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Input in = new Input();
  private final Console console = Console.of(in, out, err);
  private final CommandLine commandLine = Main.commandLine(console);

  /** The bytes of the run. */
  private static final class Input extends InputStream {
    private InputStream bytes = InputStream.nullInputStream();

    @Override
    public int read() throws IOException {
      return bytes.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return bytes.read(buffer, offset, length);
    }

    @Override
    public int available() throws IOException {
      return bytes.available();
    }
  }

  CommandLine commandLine() {
    return commandLine;
  }

  /** One run, which says what is wrong in words, a line each, and with the exit status. */
  Run run(byte[] input, String... arguments) {
    out.reset();
    err.reset();
    in.bytes = new ByteArrayInputStream(input);
    int exitStatus = Main.run(console, commandLine, arguments);
    Run run =
        new Run(
            exitStatus, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    assertTrue(exitStatus >= ExitStatus.GOOD && exitStatus <= ExitStatus.USAGE, run::toString);
    assertFalse(run.err().contains("internal error"), run::err);
    assertFalse(exitStatus == ExitStatus.USAGE && run.err().isEmpty(), "nothing is said");
    run.err().lines().forEach(ManyRuns::assertWords);
    return run;
  }

  private static void assertWords(String line) {
    assertTrue(line.startsWith("meterway"), line);
    Told.assertPlain(line);
  }
}
