/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * By what a renewed file differs from the one that was read. Symbolic links are followed.
 *
 * @param modified when it was written; {@code null} if there is none
 * @param id device and inode where the file system has them
 */
record FileStamp(Path file, FileTime modified, long size, Object id) {
  /** What the file is now. */
  static FileStamp of(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(file, found.lastModifiedTime(), found.size(), found.fileKey());
    } catch (IOException e) {
      return new FileStamp(file, null, -1, null);
    }
  }

  /** Whether the file is another one by now. */
  boolean isOutdated() {
    return !equals(of(file));
  }
}
