/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.repository;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.meterway.update.release.Refusal;
import org.meterway.update.release.ReleaseException;

/** A repository in a folder. */
final class FolderRepository implements Repository {
  private static final int PIECE = 64 << 10;

  private final Path folder;

  FolderRepository(Path folder) {
    this.folder = folder;
  }

  @Override
  public byte[] read(String path, int longest) throws IOException {
    try (InputStream in = open(path)) {
      byte[] content = in.readNBytes(longest + 1);
      if (content.length > longest) {
        throw new ReleaseException(
            Refusal.TOO_LARGE, folder.resolve(path) + " is longer than " + longest + " bytes");
      }
      return content;
    }
  }

  @Override
  public void fetch(String path, Path to, long size, LongConsumer progress)
      throws IOException, InterruptedException {
    try (InputStream in = open(path);
        OutputStream out = Files.newOutputStream(to)) {
      byte[] piece = new byte[PIECE];
      long count = 0;
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        count += n;
        if (count > size) {
          throw new ReleaseException(
              Refusal.CORRUPT, folder.resolve(path) + " is longer than " + size + " bytes");
        }
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        out.write(piece, 0, n);
        progress.accept(count);
      }
      if (count < size) {
        throw new ReleaseException(
            Refusal.CORRUPT, folder.resolve(path) + " is shorter than " + size + " bytes");
      }
    }
  }

  private InputStream open(String path) throws IOException {
    Path file = folder.resolve(path);
    try {
      if (!Files.isRegularFile(file)) {
        throw new NoSuchFileException(file.toString());
      }
      return Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw new ReleaseException(Refusal.UNREACHABLE, file + ": no such file", e);
    } catch (IOException e) {
      throw new ReleaseException(Refusal.UNREACHABLE, file + " cannot be read: " + e, e);
    }
  }

  @Override
  public void close() {
    // Nothing stays open.
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
