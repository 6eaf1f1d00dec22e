/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file under way; it always ends with a whole block, so that it can be read meanwhile. */
final class OpenFile implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;
  private long length;

  OpenFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  Path path() {
    return path;
  }

  long length() {
    return length;
  }

  /** Writes whole blocks; on a failure the file is as before, as far as the disk lets it. */
  void write(byte[] blocks) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(blocks);
    try {
      while (rest.hasRemaining()) {
        channel.write(rest, length + rest.position());
      }
      length += blocks.length;
    } catch (IOException e) {
      cut(e);
      throw e;
    }
  }

  private void cut(IOException reason) {
    try {
      channel.truncate(length);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
