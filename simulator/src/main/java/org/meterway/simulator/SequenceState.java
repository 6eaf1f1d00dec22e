/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The highest number that the head end has of each stream; with a file also after a restart. The
 * file is text, a line a stream and number, the last line of a stream counts. Thread-safe.
 */
final class SequenceState implements Closeable {
  /** Rewritten when it has grown to this, since only the last line of each stream matters. */
  private static final long COMPACT_BYTES = 1 << 20;

  private final Path path;
  private final Map<UUID, Long> highest = new HashMap<>();
  private final Map<UUID, Long> saved = new HashMap<>();
  private FileChannel file;

  /**
   * Reads what was kept.
   *
   * @param path {@code null} to keep it in memory
   */
  SequenceState(Path path) throws IOException {
    this.path = path;
    if (path != null) {
      read();
      compact();
    }
  }

  /** The highest number that the head end has of a stream; 0 for none. */
  synchronized long highest(UUID stream) {
    return highest.getOrDefault(stream, 0L);
  }

  /**
   * Takes a payload unless its number is known. One stream may have several connections, an old one
   * that is not noticed dead and its successor, so that a connection alone cannot tell.
   *
   * @return whether it was taken
   */
  synchronized boolean take(UUID stream, long number, Runnable payload) {
    if (Long.compareUnsigned(number, highest(stream)) <= 0) {
      return false;
    }
    payload.run();
    highest.put(stream, number);
    return true;
  }

  /** Makes safe what was taken; returns the highest number that is. */
  synchronized long save(UUID stream) throws IOException {
    long number = highest(stream);
    if (file != null && !Long.valueOf(number).equals(saved.put(stream, number))) {
      write(file, line(stream, number));
      file.force(false);
      if (file.position() > COMPACT_BYTES) {
        compact();
      }
    }
    return number;
  }

  /** What a restart leaves of it: all with a file, nothing without. */
  synchronized void restart() throws IOException {
    highest.clear();
    saved.clear();
    if (path != null) {
      read();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }

  private void read() throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    String text = Files.readString(path, StandardCharsets.US_ASCII);
    // A last line without an end was being written when the power failed.
    int end = text.lastIndexOf('\n') + 1;
    for (String line : text.substring(0, end).split("\n")) {
      String[] parts = line.split(" ", 2);
      if (parts.length == 2) {
        try {
          highest.put(UUID.fromString(parts[0]), Long.parseUnsignedLong(parts[1]));
        } catch (IllegalArgumentException e) {
          throw new IOException(path + " holds '" + line + "', expected a stream and a number", e);
        }
      }
    }
  }

  private void compact() throws IOException {
    StringBuilder text = new StringBuilder();
    highest.forEach((stream, number) -> text.append(line(stream, number)));
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    try (FileChannel out =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      write(out, text.toString());
      out.force(true);
    }
    Files.move(fresh, path, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    if (file != null) {
      file.close();
    }
    file = FileChannel.open(path, StandardOpenOption.WRITE);
    file.position(file.size());
  }

  private static String line(UUID stream, long number) {
    return stream + " " + Long.toUnsignedString(number) + "\n";
  }

  private static void write(FileChannel out, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
