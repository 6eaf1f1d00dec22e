/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The folder of one queue: its segments, at most one spare file, and what was set aside. */
final class LogFolder {
  /** Damaged files that are kept; of further ones only the log tells. */
  private static final int MOST_SET_ASIDE = 16;

  private static final String SUFFIX = ".log";
  private static final String SPARE = "spare" + SUFFIX;
  private static final String UNFINISHED = "unfinished.tmp";
  private static final String DAMAGED = "damaged";
  private static final int ID_DIGITS = 10;
  private static final int CHUNK = 64 * 1024;

  private final Disk disk;
  private final Path folder;
  private boolean renamed;

  LogFolder(Disk disk, Path folder) {
    this.disk = disk;
    this.folder = folder;
  }

  Path path() {
    return folder;
  }

  Path path(long id) {
    return folder.resolve(String.format(Locale.ROOT, "%0" + ID_DIGITS + "d", id) + SUFFIX);
  }

  /** The segments that are there, oldest first. */
  List<Long> ids() throws IOException {
    List<Long> ids = new ArrayList<>();
    for (String name : disk.list(folder)) {
      long id = id(name);
      if (id > 0) {
        ids.add(id);
      }
    }
    Collections.sort(ids);
    return ids;
  }

  /** What somebody else has put here. */
  List<String> foreign() throws IOException {
    return disk.list(folder).stream()
        .filter(name -> id(name) < 0)
        .filter(name -> !name.equals(SPARE) && !name.equals(UNFINISHED) && !name.equals(DAMAGED))
        .sorted()
        .toList();
  }

  private static long id(String name) {
    String digits = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : "";
    return digits.matches("[0-9]{" + ID_DIGITS + "," + (ID_DIGITS + 8) + "}")
        ? Long.parseLong(digits)
        : -1;
  }

  void create() throws IOException {
    disk.createFolders(folder);
  }

  DiskFile open(long id, boolean writable) throws IOException {
    return disk.open(path(id), writable);
  }

  boolean has(long id) throws IOException {
    return disk.exists(path(id));
  }

  /**
   * A file of this size with real blocks, for a segment that is published later: the spare one, or
   * a new one that is filled with zeros once.
   */
  DiskFile prepare(long size, StoreStatistics statistics) throws IOException {
    if (renamed) {
      // Or a power cut could bring back the old name to what is written from now on.
      disk.syncFolder(folder);
      renamed = false;
    }
    Path spare = folder.resolve(SPARE);
    if (disk.exists(spare)) {
      DiskFile file = disk.open(spare, true);
      if (file.size() == size) {
        statistics.count(StoreCounter.SEGMENTS_RECYCLED, 1);
        return file;
      }
      file.close();
      disk.delete(spare);
    }
    Path unfinished = folder.resolve(UNFINISHED);
    DiskFile file = disk.create(unfinished);
    try {
      ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(CHUNK, size));
      for (long at = 0; at < size; at += zeros.limit()) {
        zeros.clear().limit((int) Math.min(CHUNK, size - at));
        DiskFile.writeFully(file, zeros, at);
        zeros.flip();
      }
      file.sync(true);
      disk.rename(unfinished, spare);
    } catch (IOException e) {
      file.close();
      disk.delete(unfinished); // Or a full disk would stay fuller than it need be.
      throw e;
    }
    statistics.count(StoreCounter.SEGMENTS_MADE, 1);
    return file;
  }

  /** Gives the prepared file its name as a segment. */
  void publish(long id) throws IOException {
    disk.rename(folder.resolve(SPARE), path(id));
    disk.syncFolder(folder);
  }

  /** Takes a segment out that nobody needs, as the spare one where it has the right size. */
  void retire(long id, boolean asSpare) throws IOException {
    if (asSpare && !disk.exists(folder.resolve(SPARE))) {
      disk.rename(path(id), folder.resolve(SPARE));
      renamed = true;
    } else {
      disk.delete(path(id));
    }
  }

  void dropUnfinished() throws IOException {
    disk.delete(folder.resolve(UNFINISHED));
  }

  /** Copies a damaged segment aside. Returns where it went, for people. */
  String copyAside(long id) throws IOException {
    Path target = asidePath(id);
    try (DiskFile from = disk.open(path(id), false);
        DiskFile to = disk.create(target)) {
      ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
      long at = 0;
      for (int read = from.read(chunk, at); read > 0; read = from.read(chunk.clear(), at)) {
        DiskFile.writeFully(to, chunk.flip(), at);
        at += read;
      }
      to.sync(true);
    } catch (IOException e) {
      disk.delete(target);
      throw e;
    }
    return target.toString();
  }

  /** Moves a file aside that is no segment of this queue. Returns where it went, for people. */
  String moveAside(long id) throws IOException {
    Path target = asidePath(id);
    disk.rename(path(id), target);
    return target.toString();
  }

  private Path asidePath(long id) throws IOException {
    Path aside = folder.resolve(DAMAGED);
    disk.createFolders(aside);
    List<String> names = disk.list(aside);
    if (names.size() >= MOST_SET_ASIDE) {
      throw new IOException(aside + " holds " + MOST_SET_ASIDE + " files already");
    }
    String name = path(id).getFileName().toString();
    Path target = aside.resolve(name);
    for (int copy = 2; names.contains(target.getFileName().toString()); copy++) {
      target = aside.resolve(name + "." + copy);
    }
    return target;
  }
}
