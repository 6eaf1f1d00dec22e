/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why the disk cannot be used, in an operator's words. */
final class DiskReason {
  private DiskReason() {}

  static String of(IOException e) {
    if (e instanceof FolderInUseException) {
      return e.getMessage();
    }
    if (e instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    }
    if (e instanceof NoSuchFileException missing) {
      return "there is no " + missing.getFile();
    }
    if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
      return ((FileSystemException) e).getFile() + " is a file and no folder";
    }
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    if (message.contains("No space left") || message.contains("quota exceeded")) {
      return "the disk is full (" + message + ")";
    }
    if (message.contains("Read-only file system")) {
      return "the disk is read-only (" + message + ")";
    }
    return "the disk fails (" + message + ")";
  }
}
