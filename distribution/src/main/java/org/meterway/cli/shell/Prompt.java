/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.meterway.cli.CommandException;
import org.meterway.cli.Console;

/**
 * Reads lines and has them carried out: from a terminal with a prompt, history and completion, from
 * anything else as they are.
 */
final class Prompt {
  private static final String PROMPT = "meterway> ";
  private static final String HISTORY = ".meterway_history";
  private static final Set<String> ENDS = Set.of("exit", "quit");
  private static final int FAULT = 1;

  private final Console console;
  private final ShellBackend backend;

  Prompt(Console console, ShellBackend backend) {
    this.console = console;
    this.backend = backend;
  }

  /** Until the input ends; the exit status of the last line. */
  int run() throws IOException {
    if (System.console() == null) {
      return plain();
    }
    // The terminal is set by the system's stty: no native code, which would be unpacked to /tmp.
    try (Terminal terminal = TerminalBuilder.builder().system(true).provider("exec").build()) {
      return interactive(terminal);
    }
  }

  private int plain() throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
    int status = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (ENDS.contains(line.strip())) {
        break;
      }
      if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
        status = carryOut(line);
      }
    }
    return status;
  }

  private int interactive(Terminal terminal) throws IOException {
    DefaultParser parser = new DefaultParser();
    // A backslash and an open quote are the backend's to understand.
    parser.setEscapeChars(new char[0]);
    parser.setEofOnUnclosedQuote(false);
    LineReader reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("meterway")
            .parser(parser)
            .completer(
                (line, parsed, candidates) ->
                    complete(parsed.line().substring(0, parsed.cursor()), candidates))
            .variable(LineReader.HISTORY_FILE, Path.of(System.getProperty("user.home"), HISTORY))
            .variable(LineReader.HISTORY_FILE_SIZE, 1000)
            .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.AUTO_FRESH_LINE, true)
            .build();
    terminal.handle(Terminal.Signal.INT, signal -> backend.cancel());
    int status = 0;
    while (true) {
      try {
        String line = reader.readLine(PROMPT);
        if (ENDS.contains(line.strip())) {
          return status;
        }
        if (!line.isBlank()) {
          status = carryOut(line);
        }
      } catch (UserInterruptException e) {
        // Ctrl-C on a line that is being typed: another line.
        continue;
      } catch (EndOfFileException e) {
        return status;
      }
    }
  }

  private int carryOut(String line) throws IOException {
    try {
      return backend.run(line);
    } catch (CommandException e) {
      console.out().flush();
      console.complain(e.getMessage());
      return e.exitStatus();
    } catch (IOException e) {
      console.out().flush();
      console.complain(String.valueOf(e.getMessage()));
      return FAULT;
    } finally {
      console.out().flush();
    }
  }

  private void complete(String typed, List<Candidate> candidates) {
    List<String> words = new ArrayList<>(List.of(typed.stripLeading().split("\\s+", -1)));
    backend.complete(words).forEach(word -> candidates.add(new Candidate(word)));
  }
}
