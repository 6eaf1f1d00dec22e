/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A disk in memory that knows what a power cut takes: of bytes that were not synced any part, torn
 * anywhere, in any order; of names that were not synced the latest ones. And it fails as it is told
 * to. Thread-safe.
 */
final class SimulatedDisk implements Disk {
  private static final int SECTOR = 512;

  /** What is asked of the disk. */
  enum Operation {
    CREATE,
    OPEN,
    READ,
    WRITE,
    SYNC,
    RENAME,
    DELETE,
    SYNC_FOLDER,
    LIST,
    LOCK
  }

  /** Fails what it does not like, by throwing. */
  @FunctionalInterface
  interface Fault {
    void check(Operation operation, Path path) throws IOException;
  }

  /** The power is cut: nothing works until {@link #powerCut}. */
  static final class PowerCut extends Error {
    private static final long serialVersionUID = 1;
  }

  private record Write(long position, byte[] bytes, long truncatedTo) {}

  private static final class Content {
    private byte[] bytes = new byte[0];
    private byte[] durable = new byte[0];
    private final List<Write> pending = new ArrayList<>();

    private void apply(Write write) {
      bytes = applied(bytes, write);
      pending.add(write);
    }

    private static byte[] applied(byte[] to, Write write) {
      if (write.truncatedTo() >= 0) {
        return Arrays.copyOf(to, (int) write.truncatedTo());
      }
      int end = (int) write.position() + write.bytes().length;
      byte[] target = end > to.length ? Arrays.copyOf(to, end) : to;
      System.arraycopy(write.bytes(), 0, target, (int) write.position(), write.bytes().length);
      return target;
    }

    private void sync() {
      durable = bytes.clone();
      pending.clear();
    }

    private void cut(Random random, boolean inOrder) {
      byte[] left = durable.clone();
      int kept = random.nextInt(pending.size() + 1);
      for (int i = 0; i < pending.size(); i++) {
        Write write = pending.get(i);
        if (write.truncatedTo() >= 0) {
          if (i < kept) {
            left = applied(left, write);
          }
        } else if (inOrder) {
          int length = i < kept ? write.bytes().length : 0;
          if (i == kept) {
            length = random.nextInt(write.bytes().length + 1);
          }
          left =
              applied(left, new Write(write.position(), Arrays.copyOf(write.bytes(), length), -1));
        } else {
          left = sectors(left, write, random);
        }
      }
      bytes = left;
      sync();
    }

    private static byte[] sectors(byte[] to, Write write, Random random) {
      byte[] left = to;
      int from = 0;
      while (from < write.bytes().length) {
        int rest = SECTOR - (int) ((write.position() + from) % SECTOR);
        int end = Math.min(write.bytes().length, from + rest);
        if (random.nextBoolean()) {
          byte[] sector = Arrays.copyOfRange(write.bytes(), from, end);
          left = applied(left, new Write(write.position() + from, sector, -1));
        }
        from = end;
      }
      return left;
    }
  }

  /** A change of names: {@code to} gets what is named, {@code from} loses it. */
  private record Naming(Path from, Path to, Content content) {
    private void apply(Map<Path, Content> names) {
      if (from != null) {
        names.remove(from);
      }
      if (to != null) {
        names.put(to, content);
      }
    }
  }

  private final Map<Path, Content> files = new HashMap<>();
  private final Map<Path, Content> durableFiles = new HashMap<>();
  private final List<Naming> pendingNames = new ArrayList<>();
  private final Set<Path> folders = new HashSet<>();
  private final Set<Path> locked = new HashSet<>();
  private Fault fault = (operation, path) -> {};
  private long capacity = Long.MAX_VALUE;
  private int longestWrite = Integer.MAX_VALUE;
  private boolean isCut;
  private long operations;
  private long cutAt = Long.MAX_VALUE;

  synchronized void fault(Fault newFault) {
    fault = newFault;
  }

  synchronized void heal() {
    fault = (operation, path) -> {};
    capacity = Long.MAX_VALUE;
  }

  /** No more than so many bytes fit. */
  synchronized void capacity(long bytes) {
    capacity = bytes;
  }

  /** No write takes more than so many bytes at once. */
  synchronized void longestWrite(int bytes) {
    longestWrite = bytes;
  }

  synchronized long used() {
    return files.values().stream().mapToLong(content -> content.bytes.length).sum();
  }

  /** The power goes before this operation. */
  synchronized void cutAt(long operation) {
    cutAt = operation;
  }

  synchronized long operations() {
    return operations;
  }

  /** The power goes, and comes back. */
  synchronized void powerCut(Random random) {
    int kept = random.nextInt(pendingNames.size() + 1);
    pendingNames.subList(0, kept).forEach(naming -> naming.apply(durableFiles));
    pendingNames.clear();
    files.clear();
    files.putAll(durableFiles);
    boolean inOrder = random.nextBoolean();
    new LinkedHashSet<>(new TreeMap<>(files).values())
        .forEach(content -> content.cut(random, inOrder)); // In an order that a seed repeats.
    locked.clear();
    isCut = false;
    cutAt = Long.MAX_VALUE;
  }

  /** The process ends; what it had written is with the operating system. */
  synchronized void processKilled() {
    locked.clear();
    isCut = false;
    cutAt = Long.MAX_VALUE;
  }

  /** An independent disk with what is on this one now. */
  synchronized SimulatedDisk copy() {
    SimulatedDisk copy = new SimulatedDisk();
    files.forEach((path, content) -> copy.put(path, content.bytes.clone()));
    copy.folders.addAll(folders);
    return copy;
  }

  synchronized byte[] get(Path path) {
    return files.get(path).bytes.clone();
  }

  synchronized void put(Path path, byte[] bytes) {
    Content content = new Content();
    content.bytes = bytes;
    content.sync();
    files.put(path, content);
    durableFiles.put(path, content);
  }

  synchronized void remove(Path path) {
    files.remove(path);
    durableFiles.remove(path);
  }

  synchronized List<Path> paths() {
    return List.copyOf(new TreeSet<>(files.keySet()));
  }

  private void check(Operation operation, Path path) throws IOException {
    if (isCut || operations++ >= cutAt) {
      isCut = true;
      throw new PowerCut();
    }
    if (operation != Operation.SYNC) {
      fault.check(operation, path);
    }
  }

  /** Outside of the monitor, so that a disk that hangs can be asked and told. */
  private void checkSync(Path path) throws IOException {
    Fault current;
    synchronized (this) {
      current = fault;
    }
    current.check(Operation.SYNC, path);
  }

  @Override
  public synchronized void createFolders(Path folder) throws IOException {
    if (folders.contains(folder)) {
      return;
    }
    check(Operation.CREATE, folder);
    folders.add(folder);
  }

  @Override
  public synchronized List<String> list(Path folder) throws IOException {
    check(Operation.LIST, folder);
    Set<String> names = new TreeSet<>();
    for (Path path : files.keySet()) {
      if (path.startsWith(folder) && !path.equals(folder)) {
        names.add(folder.relativize(path).getName(0).toString());
      }
    }
    return List.copyOf(names);
  }

  @Override
  public synchronized boolean exists(Path file) {
    return files.containsKey(file) || folders.contains(file);
  }

  @Override
  public synchronized DiskFile create(Path file) throws IOException {
    check(Operation.CREATE, file);
    Content content = new Content();
    name(new Naming(null, file, content));
    return new SimulatedFile(file, content, true);
  }

  private void name(Naming naming) {
    naming.apply(files);
    pendingNames.add(naming);
  }

  @Override
  public synchronized DiskFile open(Path file, boolean writable) throws IOException {
    check(Operation.OPEN, file);
    return new SimulatedFile(file, content(file), writable);
  }

  private Content content(Path file) throws NoSuchFileException {
    Content content = files.get(file);
    if (content == null) {
      throw new NoSuchFileException(file.toString());
    }
    return content;
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    check(Operation.RENAME, to);
    name(new Naming(from, to, content(from)));
  }

  @Override
  public synchronized void delete(Path file) throws IOException {
    check(Operation.DELETE, file);
    if (files.containsKey(file)) {
      name(new Naming(file, null, null));
    }
  }

  @Override
  public synchronized void syncFolder(Path folder) throws IOException {
    check(Operation.SYNC_FOLDER, folder);
    pendingNames.forEach(naming -> naming.apply(durableFiles));
    pendingNames.clear();
  }

  @Override
  public synchronized Closeable lock(Path file) throws IOException {
    check(Operation.LOCK, file);
    if (!locked.add(file)) {
      throw new FolderInUseException(file.getParent() + " is in use by another process (1)");
    }
    return () -> {
      synchronized (this) {
        locked.remove(file);
      }
    };
  }

  @Override
  public synchronized Closeable lockToRead(Path file) throws IOException {
    check(Operation.OPEN, file);
    if (locked.contains(file)) {
      throw new FolderInUseException(file.getParent() + " is in use by another process (1)");
    }
    return () -> {};
  }

  private final class SimulatedFile implements DiskFile {
    private final Path path;
    private final Content content;
    private final boolean writable;

    private SimulatedFile(Path path, Content content, boolean writable) {
      this.path = path;
      this.content = content;
      this.writable = writable;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      synchronized (SimulatedDisk.this) {
        check(Operation.READ, path);
        int length = (int) Math.min(target.remaining(), content.bytes.length - position);
        if (length <= 0) {
          return -1;
        }
        target.put(content.bytes, (int) position, length);
        return length;
      }
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
      synchronized (SimulatedDisk.this) {
        if (!writable) {
          throw new IllegalStateException(path + " is open for reading");
        }
        check(Operation.WRITE, path);
        long room = capacity - used() + Math.max(0, content.bytes.length - position);
        int length = (int) Math.min(Math.min(source.remaining(), longestWrite), room);
        if (length <= 0) {
          throw new IOException("No space left on device");
        }
        byte[] bytes = new byte[length];
        source.get(bytes);
        content.apply(new Write(position, bytes, -1));
        return length;
      }
    }

    @Override
    public void sync(boolean metadata) throws IOException {
      checkSync(path);
      synchronized (SimulatedDisk.this) {
        check(Operation.SYNC, path);
        content.sync();
      }
    }

    @Override
    public long size() {
      synchronized (SimulatedDisk.this) {
        return content.bytes.length;
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      synchronized (SimulatedDisk.this) {
        check(Operation.WRITE, path);
        content.apply(new Write(0, new byte[0], size));
      }
    }

    @Override
    public void close() {
      // The content stays.
    }
  }
}
