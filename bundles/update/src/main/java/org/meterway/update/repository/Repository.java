/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.repository;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** A place that holds releases. What it gives is not trusted. */
public interface Repository extends AutoCloseable {
  /**
   * Reads a small file.
   *
   * @param path where, below the repository
   * @param longest the most bytes that are read
   * @throws IOException if it cannot be read or is longer, in words
   */
  byte[] read(String path, int longest) throws IOException, InterruptedException;

  /**
   * Fetches a large file. What an interrupted attempt has left in {@code to} may be continued; it
   * is for the caller to check what comes of it.
   *
   * @param size how long it must be; not a byte more is taken
   * @param progress is told how many bytes are there, from time to time
   * @throws IOException if it cannot be read or is not as long, in words
   */
  void fetch(String path, Path to, long size, LongConsumer progress)
      throws IOException, InterruptedException;

  @Override
  void close();
}
