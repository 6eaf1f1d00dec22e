/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.meterway.cli.CommandException;
import org.meterway.dlms.transport.ByteLine;

/**
 * A serial device, set by {@code stty}: the command line needs no native library for it. A thread
 * reads; as Java cannot free it from the device, it is a daemon and ends with the process.
 */
final class SerialByteLine implements ByteLine {
  private static final int STTY_SECONDS = 5;
  private static final int CHUNKS = 256;
  private static final byte[] END = {};

  private final Path device;
  private final String[] modes;
  private final int baudRate;
  private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(CHUNKS);
  private FileOutputStream out;
  private byte[] current = END;
  private int at;
  private boolean isEnded;
  private volatile IOException failure;

  private SerialByteLine(Path device, int baudRate, String... modes) {
    this.device = device;
    this.baudRate = baudRate;
    this.modes = modes;
  }

  /** A device with the settings of a URI; 9600 8N1 without. */
  static SerialByteLine of(MeterUri uri, int defaultBaud) throws CommandException {
    Map<String, String> settings = uri.settings();
    int baud =
        number("baudRate", settings.getOrDefault("baudRate", "" + defaultBaud), 50, 4_000_000);
    int bits = number("dataBits", settings.getOrDefault("dataBits", "8"), 7, 8);
    int stops = number("stopBits", settings.getOrDefault("stopBits", "1"), 1, 2);
    String parity = settings.getOrDefault("parity", "NONE");
    List<String> modes = new ArrayList<>(List.of("cs" + bits, stops == 2 ? "cstopb" : "-cstopb"));
    switch (parity) {
      case "NONE" -> modes.add("-parenb");
      case "EVEN" -> modes.addAll(List.of("parenb", "-parodd"));
      case "ODD" -> modes.addAll(List.of("parenb", "parodd"));
      default ->
          throw CommandException.usage("parity is '" + parity + "', expected NONE, EVEN or ODD");
    }
    return new SerialByteLine(Path.of(uri.device()), baud, modes.toArray(new String[0]));
  }

  private static int number(String name, String text, int least, int most) throws CommandException {
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw CommandException.usage(name + " is '" + text + "', expected " + least + " to " + most);
  }

  @Override
  public void open() throws IOException {
    if (out != null) {
      return;
    }
    if (!Files.exists(device)) {
      throw new NoSuchFileException(device.toString());
    }
    if (!Files.isReadable(device) || !Files.isWritable(device)) {
      throw new AccessDeniedException(device.toString());
    }
    speed(baudRate);
    FileInputStream in = new FileInputStream(device.toFile());
    out = new FileOutputStream(device.toFile());
    Thread reader = new Thread(() -> pump(in), "meterway-dlms-serial");
    reader.setDaemon(true);
    reader.start();
  }

  private void pump(FileInputStream in) {
    byte[] buffer = new byte[4096];
    try (in) {
      int count = in.read(buffer);
      while (count >= 0) {
        byte[] chunk = new byte[count];
        System.arraycopy(buffer, 0, chunk, 0, count);
        chunks.put(chunk);
        count = in.read(buffer);
      }
    } catch (IOException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    chunks.offer(END);
  }

  @Override
  public void speed(int baud) throws IOException {
    List<String> command = new ArrayList<>(List.of("stty", "-F", device.toString(), "" + baud));
    command.addAll(List.of("raw", "-echo", "-crtscts", "clocal", "cread"));
    command.addAll(List.of(modes));
    Process stty =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .start();
    try (InputStream said = stty.getInputStream()) {
      String words = new String(said.readAllBytes(), StandardCharsets.UTF_8).strip();
      boolean isOver = stty.waitFor(STTY_SECONDS, TimeUnit.SECONDS);
      if (!isOver || stty.exitValue() != 0) {
        throw new IOException(device + " does not take " + baud + " baud: " + words);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while setting " + device, e);
    } finally {
      stty.destroyForcibly();
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length, Duration timeout) throws IOException {
    if (at == current.length && !isEnded) {
      await(timeout);
    }
    if (isEnded) {
      if (failure != null) {
        throw new IOException(device + ": " + failure.getMessage(), failure);
      }
      return -1;
    }
    int count = Math.min(length, current.length - at);
    System.arraycopy(current, at, bytes, offset, count);
    at += count;
    return count;
  }

  private void await(Duration timeout) throws IOException {
    try {
      byte[] next = chunks.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
      if (next != null) {
        isEnded = next.length == 0;
        current = next;
        at = 0;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading " + device, e);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }
}
