/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/** A small file that is either the old one or the new one, whatever happens meanwhile. */
final class MemoryFile implements MemoryStore {
  private static final String NAME = "memory";
  private static final String NEW_NAME = "memory.new";

  /** A file that is longer was not written by us. */
  private static final long LONGEST = 1 << 20;

  /** File systems that are empty after a restart of the host. */
  private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs", "rootfs");

  /** Where the platform has no folder: everything is forgotten. */
  static final MemoryFile NONE = new MemoryFile(null);

  /** None for none. */
  private final Path folder;

  private final FileSystemType type;

  /** The type of the file system that a path is on, as {@code ext4}. */
  interface FileSystemType {
    String of(Path path) throws IOException;
  }

  MemoryFile(Path folder) {
    this(folder, path -> Files.getFileStore(path).type());
  }

  MemoryFile(Path folder, FileSystemType type) {
    this.folder = folder;
    this.type = type;
  }

  @Override
  public Optional<String> read() throws IOException {
    if (folder == null) {
      return Optional.empty();
    }
    Path file = folder.resolve(NAME);
    try {
      if (Files.size(file) > LONGEST) {
        return Optional.of("");
      }
      try (InputStream in = new FileInputStream(file.toFile())) {
        return Optional.of(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void write(String text) throws IOException {
    if (folder == null) {
      throw new IOException("the platform has no folder for data");
    }
    Files.createDirectories(folder);
    Path next = folder.resolve(NEW_NAME);
    // Not a channel: an interrupted thread could not write with one.
    try (FileOutputStream out = new FileOutputStream(next.toFile())) {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.getFD().sync();
    }
    Files.move(next, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    // The new name as well: else a power cut may bring the old file back.
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  @Override
  public String whyForgetful() {
    if (folder == null) {
      return "the platform has no folder for data";
    }
    Path there = folder;
    while (there.getParent() != null && !Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
      there = there.getParent();
    }
    try {
      String found = type.of(there);
      return IN_MEMORY.contains(found)
          ? folder + " is on a file system in memory (" + found + ")"
          : "";
    } catch (IOException e) {
      return folder + " is on no known file system: " + e.getMessage();
    }
  }

  @Override
  public String toString() {
    return folder == null ? NAME : folder.resolve(NAME).toString();
  }
}
