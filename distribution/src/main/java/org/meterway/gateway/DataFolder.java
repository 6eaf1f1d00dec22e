/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.LoggerFactory;

/**
 * What a gateway keeps between starts. One gateway at a time may use a data folder; its content is
 * for its owner only.
 */
final class DataFolder implements AutoCloseable {
  private static final String LOCK_FILE = "gateway.lock";
  private static final String CACHE = "cache";
  private static final String CONFIGURATIONS = "configurations";
  private static final String TEMPORARY = "tmp";
  private static final String ACCEPTED = "accepted";

  private static final long LITTLE_SPACE = 100L << 20;

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final Path folder;
  private final FileChannel lockFile;

  private DataFolder(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /** Makes the folder if it is absent and locks it. */
  static DataFolder open(Path path) throws GatewayException {
    Path folder = path.toAbsolutePath().normalize();
    try {
      makeOwnFolder(folder);
      // The folder itself may have been there before, open to all.
      for (String inner : List.of(CACHE, CONFIGURATIONS, TEMPORARY, ACCEPTED)) {
        makeOwnFolder(folder.resolve(inner));
        Files.setPosixFilePermissions(folder.resolve(inner), OWNER_ONLY);
      }
      FileChannel file =
          FileChannel.open(
              folder.resolve(LOCK_FILE),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      Optional<FileLock> lock = tryLock(file);
      if (lock.isEmpty()) {
        String owner = StandardCharsets.UTF_8.decode(readAll(file)).toString().strip();
        file.close();
        throw new GatewayException(
            "Data folder "
                + folder
                + " is in use by another gateway"
                + (owner.isEmpty() ? "" : " (process " + owner + ")")
                + "; stop that one, or choose another folder with --data");
      }
      file.truncate(0);
      String process = Long.toString(ProcessHandle.current().pid());
      file.write(ByteBuffer.wrap(process.getBytes(StandardCharsets.UTF_8)), 0);
      return new DataFolder(folder, file);
    } catch (IOException e) {
      throw new GatewayException(
          "Data folder "
              + folder
              + " cannot be used: "
              + IoReason.of(e)
              + "; choose another with --data",
          e);
    }
  }

  private static void makeOwnFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }
  }

  private static Optional<FileLock> tryLock(FileChannel file) throws IOException {
    try {
      return Optional.ofNullable(file.tryLock());
    } catch (OverlappingFileLockException e) {
      // A gateway in this very process; the channel says so in its own way.
      return Optional.empty();
    }
  }

  private static ByteBuffer readAll(FileChannel file) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(32);
    file.read(content, 0);
    return content.flip();
  }

  /** Warns where there is hardly any room for what the gateway keeps. */
  void warnOfFullDisk() {
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      if (free < LITTLE_SPACE) {
        LoggerFactory.getLogger(DataFolder.class)
            .warn("The disk of data folder {} is nearly full: {} MiB are free", folder, free >> 20);
      }
    } catch (IOException e) {
      LoggerFactory.getLogger(DataFolder.class).debug("{} does not tell its size", folder, e);
    }
  }

  /** The folder itself, as an absolute path. */
  Path path() {
    return folder;
  }

  /** The framework's cache. */
  Path cache() {
    return folder.resolve(CACHE);
  }

  /** The cache of another framework in the same process. */
  Path cache(int number) {
    return temporary().resolve(CACHE + "-" + number);
  }

  /** The stored configurations. */
  Path configurations() {
    return folder.resolve(CONFIGURATIONS);
  }

  /** What was applied of the user's configuration file. */
  Path appliedConfiguration() {
    return folder.resolve("applied.json");
  }

  /** For files of the moment. */
  Path temporary() {
    return folder.resolve(TEMPORARY);
  }

  /** Deployed bundles whose signatures are good. */
  Path accepted() {
    return folder.resolve(ACCEPTED);
  }

  /** Says from which folder bundles were deployed last. */
  Path deployedFrom() {
    return folder.resolve("deployed-from");
  }

  /** Releases of the gateway's own bundles. */
  Path updates() {
    return folder.resolve("updates");
  }

  /** The key of the configuration's passwords. */
  Path passwordKey() {
    return folder.resolve("password-key");
  }

  /** The Web Console's password, hashed. */
  Path consolePassword() {
    return folder.resolve("console-password");
  }

  @Override
  public void close() throws IOException {
    // Closing the file frees the lock. The file stays: deleting it would let two gateways lock two
    // files.
    lockFile.close();
  }
}
