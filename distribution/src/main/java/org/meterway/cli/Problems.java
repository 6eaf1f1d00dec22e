/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.PortUnreachableException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Errors in one line of words. */
public final class Problems {
  private Problems() {}

  /** What is wrong with the command line. */
  static String of(ParameterException e) {
    return words(e) + "; see '" + help(e.getCommandLine()) + "'";
  }

  private static String words(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return oneLine(e.getMessage());
    }
    String argument = unmatched.getUnmatched().get(0);
    boolean top = e.getCommandLine().getParent() == null;
    String kind =
        unmatched.isUnknownOption()
            ? "unknown option"
            : top ? "unknown command" : "unexpected argument";
    return kind + " '" + argument + "'" + nearest(argument, unmatched, top);
  }

  private static String nearest(String argument, UnmatchedArgumentException e, boolean top) {
    if (e.isUnknownOption()) {
      List<String> options =
          e.getCommandLine().getCommandSpec().optionsMap().keySet().stream().toList();
      return Nearest.suggestion(argument.replaceFirst("=.*", ""), options);
    }
    return top ? Nearest.suggestion(argument, e.getCommandLine().getSubcommands().keySet()) : "";
  }

  /** The command {@code help} knows those of the first level only. */
  private static String help(CommandLine command) {
    CommandLine parent = command.getParent();
    if (parent == null) {
      return "meterway help";
    }
    return parent.getParent() == null
        ? "meterway help " + command.getCommandName()
        : command.getCommandSpec().qualifiedName(" ") + " --help";
  }

  /** What went wrong with a file, device or socket. */
  public static String of(IOException e) {
    if (e instanceof NoSuchFileException missing) {
      return "no such file: " + missing.getFile();
    }
    if (e instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    }
    if (e instanceof FileAlreadyExistsException exists) {
      return "the file exists already: " + exists.getFile();
    }
    if (e instanceof FileSystemException file) {
      return file.getFile()
          + ": "
          + (file.getReason() == null ? "cannot be used" : file.getReason());
    }
    if (e instanceof BindException) {
      return "cannot listen there: " + e.getMessage();
    }
    if (e instanceof PortUnreachableException) {
      return "nobody listens at that UDP port";
    }
    if (e instanceof CharacterCodingException) {
      return "the text is not UTF-8";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : oneLine(e.getMessage());
  }

  /** As {@link #of(IOException)}. */
  static String of(UncheckedIOException e) {
    return of(e.getCause());
  }

  private static String oneLine(String text) {
    return text.lines().map(String::strip).collect(Collectors.joining(" "));
  }
}
