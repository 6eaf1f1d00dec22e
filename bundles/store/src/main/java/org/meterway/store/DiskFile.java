/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file. */
interface DiskFile extends Closeable {
  /** Reads some bytes, or none and -1 at the end of the file. */
  int read(ByteBuffer target, long position) throws IOException;

  /** Writes some bytes; more than one call may be needed for all. */
  int write(ByteBuffer source, long position) throws IOException;

  /**
   * Returns when all that was written survives a power cut.
   *
   * @param metadata also what is not needed to read the content, such as the blocks' allocation
   */
  void sync(boolean metadata) throws IOException;

  long size() throws IOException;

  void truncate(long size) throws IOException;

  /** Writes all bytes. */
  static void writeFully(DiskFile file, ByteBuffer source, long position) throws IOException {
    long at = position;
    while (source.hasRemaining()) {
      int written = file.write(source, at);
      if (written <= 0) {
        throw new IOException("the disk takes no bytes");
      }
      at += written;
    }
  }
}
