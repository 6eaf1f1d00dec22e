/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.meterway.gateway.config.PlainText;

/**
 * The terminal, or what stands in for it.
 *
 * @param in bytes as they come
 * @param out for results, in UTF-8; not flushed at line ends; throws {@link OutputException}
 * @param err for people, flushed at line ends
 */
public record Console(InputStream in, OutputStream out, PrintStream err) {
  private static final int OUT_BUFFER = 1 << 16;

  /** The output cannot be written. */
  static final class OutputException extends IOException {
    private static final long serialVersionUID = 1L;

    OutputException(IOException cause) {
      super(cause.getMessage(), cause);
    }

    /** Whether the reader of the output has gone, as {@code head} does. */
    boolean isBrokenPipe() {
      return getMessage() != null && getMessage().toLowerCase(Locale.ROOT).contains("broken pipe");
    }
  }

  /** With any streams. */
  static Console of(InputStream in, OutputStream out, OutputStream err) {
    return new Console(
        in,
        new BufferedOutputStream(new MarkedOutput(out), OUT_BUFFER),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  /** The streams of this process. */
  static Console ofProcess() {
    return of(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err));
  }

  /** Writes one line to {@link #out}. */
  public void print(String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Writes one line to {@link #err}, whatever the input that it speaks of made it hold. */
  public void complain(String line) {
    err.println(PlainText.of(line));
  }

  /**
   * Marks its own errors, so that they are not taken for errors of the input. Nothing is written
   * behind an error: it is thrown again.
   */
  private static final class MarkedOutput extends FilterOutputStream {
    private IOException failure;

    MarkedOutput(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      failAgain();
      try {
        out.write(buffer, offset, length);
      } catch (IOException e) {
        failure = e;
        throw new OutputException(e);
      }
    }

    @Override
    public void flush() throws IOException {
      failAgain();
      try {
        out.flush();
      } catch (IOException e) {
        failure = e;
        throw new OutputException(e);
      }
    }

    private void failAgain() throws OutputException {
      if (failure != null) {
        throw new OutputException(failure);
      }
    }
  }
}
