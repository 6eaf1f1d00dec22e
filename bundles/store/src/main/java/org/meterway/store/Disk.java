/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the store asks of a file system: a seam, so that tests put faults and power cuts in its
 * place. Thread-safe, and called on the store's threads only, which nobody interrupts: an interrupt
 * would close the files.
 */
interface Disk {
  /**
   * Makes a folder and those above it, for the owner only, so that they survive a power cut; one
   * that is there already is fine.
   */
  void createFolders(Path folder) throws IOException;

  /** The names in a folder; empty when there is no such folder. */
  List<String> list(Path folder) throws IOException;

  boolean exists(Path file) throws IOException;

  /** An empty file to write and read, in place of one that is there. */
  DiskFile create(Path file) throws IOException;

  /** A file that is there. */
  DiskFile open(Path file, boolean writable) throws IOException;

  /** Gives a file another name, in place of a file of that name. */
  void rename(Path from, Path to) throws IOException;

  /** Deletes a file; none is fine. */
  void delete(Path file) throws IOException;

  /** Makes new names and renames in a folder survive a power cut. */
  void syncFolder(Path folder) throws IOException;

  /**
   * Locks a file, which is made where there is none.
   *
   * @throws FolderInUseException if another process or another store has the lock
   */
  Closeable lock(Path file) throws IOException;

  /**
   * Keeps others from locking a file, where the disk cannot be written to; where there is no such
   * file, nobody has locked it.
   *
   * @throws FolderInUseException if another process or another store has the lock
   */
  Closeable lockToRead(Path file) throws IOException;
}
