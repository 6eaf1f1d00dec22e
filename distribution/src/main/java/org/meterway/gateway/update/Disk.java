/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.update;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The changes that an update makes on the disk; each is there after a power cut, or not at all. */
interface Disk {
  /** Replaces a small file, for its owner only. */
  void write(Path file, String content) throws IOException;

  /** Moves a file to where there may be another, within one file system. */
  void move(Path from, Path to) throws IOException;

  /** Deletes a file or a folder with all that is in it; harmless if it is not there. */
  void delete(Path path) throws IOException;

  /** The real one. */
  Disk REAL =
      new Disk() {
        @Override
        public void write(Path file, String content) throws IOException {
          Path fresh = file.resolveSibling(file.getFileName() + ".new");
          Files.createDirectories(file.getParent());
          Files.deleteIfExists(fresh);
          Files.createFile(
              fresh,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
          try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(content);
            while (bytes.hasRemaining()) {
              channel.write(bytes);
            }
            channel.force(true);
          }
          replace(fresh, file);
        }

        @Override
        public void move(Path from, Path to) throws IOException {
          Files.createDirectories(to.getParent());
          force(from);
          replace(from, to);
        }

        private void replace(Path from, Path to) throws IOException {
          Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
          force(to.getParent());
          force(to.getParent().getParent());
        }

        private void force(Path path) throws IOException {
          try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
          }
        }

        @Override
        public void delete(Path path) throws IOException {
          if (Files.exists(path)) {
            List<Path> all;
            try (Stream<Path> tree = Files.walk(path)) {
              all = tree.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path each : all) {
              Files.deleteIfExists(each);
            }
          }
        }
      };
}
