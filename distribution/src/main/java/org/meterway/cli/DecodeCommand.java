/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.meterway.api.codec.FrameFormat;
import org.meterway.rfc1662.Rfc1662FrameCodec;
import org.meterway.rfc1662.Rfc1662MessageCodec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Captured bytes to one JSON object a line. */
@Command(
    name = "decode",
    sortOptions = false,
    header = "Take captured bytes apart: one JSON object a line, in stream order.",
    description = {
      "",
      "Reads hex text; spaces, line ends and lines that begin with # are ignored.",
      "Each byte of the input is covered by exactly one object: a frame or a fault;",
      "flags that no frame follows belong to the object before them or are one of their own.",
      "What comes over a live line is shown as soon as the line pauses.",
      "Exit status: 0 all good, 1 some fault, 2 wrong usage.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  echo '7eff0300210006bf68656c6c6f37e97e' | meterway decode",
      "  stty -F /dev/ttyUSB0 115200 raw -echo; meterway decode --raw /dev/ttyUSB0"
    })
final class DecodeCommand implements Callable<Integer> {
  private static final int BLOCK = 1 << 16;

  private final Console console;

  @Mixin private FrameOptions frameOptions;

  @Option(names = "--raw", description = "the input is the bytes themselves, not hex text")
  private boolean raw;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "a file or device (default: standard input)")
  private Path file;

  DecodeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, CommandException {
    FrameFormat format = frameOptions.captureFormat();
    if (file == null) {
      return decode(format, console.in());
    }
    // Unlike the stream of Files it can tell on a device and a named pipe too what is available.
    try (InputStream in = new FileInputStream(Inputs.readable(file).toFile())) {
      return decode(format, in);
    }
  }

  private int decode(FrameFormat format, InputStream in) throws IOException, CommandException {
    DecodePrinter printer =
        new DecodePrinter(
            console.out(), new Rfc1662FrameCodec(), format, new Rfc1662MessageCodec());
    InputStream captured = new PausingInput(in, () -> show(printer));
    InputStream bytes = raw ? captured : new HexInput(captured);
    byte[] block = new byte[BLOCK];
    try {
      int count = bytes.read(block);
      while (count >= 0) {
        printer.decode(block, count);
        count = bytes.read(block);
      }
      printer.finish();
    } catch (HexInput.HexSyntaxException e) {
      printer.release();
      throw CommandException.usage(name() + e.getMessage());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return printer.isAllGood() ? ExitStatus.GOOD : ExitStatus.FAULT;
  }

  /** A live line pauses: its user sees what has come so far. */
  private void show(DecodePrinter printer) throws IOException {
    printer.release();
    console.out().flush();
  }

  private String name() {
    return file == null ? "" : file + ", ";
  }
}
