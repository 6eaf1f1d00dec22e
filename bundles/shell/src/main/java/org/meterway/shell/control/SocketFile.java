/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A listening socket that only its owner can reach. It is made in a folder that is the owner's
 * alone, closed to others, and only then moved to its place, over what an earlier process has left
 * there.
 */
final class SocketFile implements AutoCloseable {
  /** The address has room for so many octets and a zero. */
  static final int LONGEST_PATH = 107;

  /** Beside the wanted path: where the socket is instead. */
  static final String POINTER_SUFFIX = ".path";

  private static final String MAKING = ".making";
  private static final int BACKLOG = 64;
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");

  private final ServerSocketChannel channel;
  private final Path path;
  private final Path pointer;

  private SocketFile(ServerSocketChannel channel, Path path, Path pointer) {
    this.channel = channel;
    this.path = path;
    this.pointer = pointer;
  }

  /**
   * Listens.
   *
   * @param wanted absolute; where it is too long for a socket, the socket is in the folder for
   *     temporary files, and a file beside the wanted path, with {@value #POINTER_SUFFIX} behind
   *     its name, says where
   */
  static SocketFile open(Path wanted) throws IOException {
    Path folder = wanted.getParent();
    Files.createDirectories(folder, OWNER_FOLDER);
    Path pointer = folder.resolve(wanted.getFileName() + POINTER_SUFFIX);
    removePointed(pointer);
    if (length(wanted) <= LONGEST_PATH) {
      return new SocketFile(listen(wanted, folder), wanted, null);
    }
    Files.deleteIfExists(wanted);
    Path other = Files.createTempDirectory("meterway-", OWNER_FOLDER);
    Path path = other.resolve(wanted.getFileName());
    ServerSocketChannel channel = listen(path, other);
    Files.writeString(pointer, path + "\n", StandardCharsets.UTF_8);
    return new SocketFile(channel, path, pointer);
  }

  private static int length(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private static ServerSocketChannel listen(Path path, Path folder) throws IOException {
    // Shorter than the socket's own name, so that this path is not too long either.
    Path making = folder.resolve(MAKING);
    Path made = making.resolve("s");
    Files.deleteIfExists(made);
    Files.deleteIfExists(making);
    Files.createDirectory(making, OWNER_FOLDER);
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(UnixDomainSocketAddress.of(made), BACKLOG);
      Files.setPosixFilePermissions(made, OWNER_FILE);
      Files.move(made, path, StandardCopyOption.ATOMIC_MOVE);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      Files.deleteIfExists(made);
      throw e;
    } finally {
      Files.deleteIfExists(making);
    }
  }

  /** What an earlier process has left elsewhere. */
  private static void removePointed(Path pointer) throws IOException {
    if (Files.isRegularFile(pointer)) {
      Files.delete(pointer);
    }
  }

  ServerSocketChannel channel() {
    return channel;
  }

  /** Where it is. */
  Path path() {
    return path;
  }

  /** Whether it is not where it was wanted, since that path is too long. */
  boolean isElsewhere() {
    return pointer != null;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
    if (pointer != null) {
      Files.deleteIfExists(pointer);
      Files.deleteIfExists(path.getParent());
    }
  }
}
