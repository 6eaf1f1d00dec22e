/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.capture;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a capture is written: a ring of files in a folder, or one file. What is written is for its
 * owner only. Used by one thread.
 */
class CaptureFiles {
  /** Left free on the disk: what the meters send must find room in the store. */
  static final long RESERVE = 64L << 20;

  private static final String PREFIX = "meterway-";
  private static final String SUFFIX = ".pcapng";
  private static final Pattern NAME =
      Pattern.compile(PREFIX + "([0-9]{6,15})-[0-9]{8}-[0-9]{6}\\" + SUFFIX);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path folder;
  private final Path single;
  private final int most;
  private final long fileBytes;

  /**
   * @param single the only file; null for a ring
   */
  CaptureFiles(Path folder, Path single, int most, long fileBytes) {
    this.folder = folder;
    this.single = single;
    this.most = most;
    this.fileBytes = fileBytes;
  }

  /** A ring of so many files of that size each. */
  static CaptureFiles ring(Path folder, int files, long fileBytes) {
    return new CaptureFiles(folder, null, files, fileBytes);
  }

  /** One file, which must not be there yet. */
  static CaptureFiles single(Path file, long most) {
    return new CaptureFiles(file.getParent(), file, 1, most);
  }

  long fileBytes() {
    return fileBytes;
  }

  /** Bytes that the disk has free for us. */
  long freeBytes() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  /** Whether there is another file once one is full. */
  boolean isRing() {
    return single == null;
  }

  Path folder() {
    return folder;
  }

  /** A file beside those that are there, the oldest of which give way. */
  OpenFile next(Instant now) throws IOException {
    Files.createDirectories(folder, OWNER_FOLDER);
    Path path = single;
    if (path == null) {
      List<Path> present = present();
      for (Path old : present.subList(0, Math.max(0, present.size() - most + 1))) {
        Files.deleteIfExists(old);
      }
      long number = present.isEmpty() ? 1 : 1 + number(present.get(present.size() - 1));
      path = folder.resolve("%s%06d-%s%s".formatted(PREFIX, number, TIME.format(now), SUFFIX));
    }
    FileChannel channel =
        FileChannel.open(
            path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_FILE);
    return new OpenFile(path, channel);
  }

  /** In the order of their numbers: gateways whose clock begins anew at each start exist. */
  private List<Path> present() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> number(file) >= 0)
          .sorted(Comparator.comparingLong(CaptureFiles::number))
          .toList();
    }
  }

  /** The number of a file of the ring; -1 for others. */
  private static long number(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches() ? Long.parseLong(name.group(1)) : -1;
  }
}
