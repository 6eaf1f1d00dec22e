/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A serial device as the meter's end of a line, 8 data bits, no parity, one stop bit. Linux only:
 * {@code stty} sets the line.
 */
public final class DeviceLine implements Line {
  private static final int STTY_SECONDS = 5;

  private final RandomAccessFile file;

  private DeviceLine(RandomAccessFile file) {
    this.file = file;
  }

  /**
   * Opens a device.
   *
   * @throws NoSuchFileException if it does not exist
   * @throws AccessDeniedException if it may not be opened
   * @throws IOException if it is no serial line, or does not know the baud rate
   */
  public static DeviceLine open(Path device, int baudRate) throws IOException {
    if (!Files.exists(device)) {
      throw new NoSuchFileException(device.toString());
    }
    if (!Files.isReadable(device) || !Files.isWritable(device)) {
      throw new AccessDeniedException(device.toString());
    }
    setLine(device, baudRate);
    return new DeviceLine(new RandomAccessFile(device.toFile(), "rw"));
  }

  private static void setLine(Path device, int baudRate) throws IOException {
    Process stty =
        new ProcessBuilder(
                "stty",
                "-F",
                device.toString(),
                Integer.toString(baudRate),
                "raw",
                "-echo",
                "cs8",
                "-parenb",
                "-cstopb",
                "-crtscts",
                "clocal",
                "cread")
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .start();
    try (InputStream said = stty.getInputStream()) {
      String words = new String(said.readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!stty.waitFor(STTY_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(device + " does not take the line settings");
      }
      if (stty.exitValue() != 0) {
        throw new IOException(device + " does not take " + baudRate + " baud 8N1: " + words);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while setting " + device, e);
    } finally {
      stty.destroyForcibly();
    }
  }

  @Override
  public int read(byte[] buffer) throws IOException {
    return file.read(buffer);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    file.write(buffer, offset, length);
  }

  /**
   * A thread that waits in {@link #read} goes on waiting until a byte comes: Java cannot free it.
   */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
