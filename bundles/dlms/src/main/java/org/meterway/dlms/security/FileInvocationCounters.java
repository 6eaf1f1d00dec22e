/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.meterway.dlms.security.CipheringException.Reason;

/**
 * Counters in a file of one line, which holds the first value that may not have been used yet.
 * Values are taken in ranges: that a range is taken is on the disk before its first value is given
 * out, so a process that dies loses the rest of its range and nothing comes twice.
 *
 * <p>One process at a time: a lock on the file {@code NAME.lock} beside it keeps others off. That
 * file also remembers that there was a counter, so that one that vanishes is noticed. A file that
 * is damaged or gone is an error; nothing begins at 0 again by itself.
 *
 * <p>Safe for threads. Every {@link #DEFAULT_RANGE} values a thread waits for the disk.
 */
public final class FileInvocationCounters implements InvocationCounters, AutoCloseable {
  /** Values taken at a time. */
  public static final int DEFAULT_RANGE = 1024;

  private static final int LARGEST_RANGE = 1 << 20;
  private static final long END = HIGHEST + 1;
  private static final String HEAD = "meterway invocation counter, next free ";
  private static final Pattern LINE =
      Pattern.compile(Pattern.quote(HEAD) + "(\\d{1,10}), check ([0-9A-F]{8})\n");
  private static final int MOST_OCTETS = 128;

  private final Path file;
  private final int range;
  private final FileChannel lockChannel;
  private long next;
  private long end;
  private boolean closed;

  private FileInvocationCounters(Path file, int range, FileChannel lockChannel) {
    this.file = file;
    this.range = range;
    this.lockChannel = lockChannel;
  }

  /**
   * Goes on with the counter in a file.
   *
   * @param file the file, which must exist
   * @return the counters; to be closed
   * @throws CipheringException COUNTER_UNAVAILABLE when the file is missing, damaged or in use,
   *     with what to do
   */
  public static FileInvocationCounters open(Path file) throws CipheringException {
    return open(file, -1, DEFAULT_RANGE);
  }

  /**
   * Goes on with the counter in a file, or begins one where there never was one.
   *
   * @param file the file
   * @param first the first value of a new counter, 0 to 2^32 - 1
   * @return the counters; to be closed
   * @throws CipheringException COUNTER_UNAVAILABLE when the file is damaged, gone or in use, with
   *     what to do
   */
  public static FileInvocationCounters openOrCreate(Path file, long first)
      throws CipheringException {
    return open(file, MemoryInvocationCounters.checked(first), DEFAULT_RANGE);
  }

  /**
   * The same with another number of values at a time.
   *
   * @param file the file
   * @param first the first value of a new counter, 0 to 2^32 - 1
   * @param range values taken at a time, 1 to 1048576; what is left of them is lost when the
   *     process dies
   * @return the counters; to be closed
   * @throws CipheringException COUNTER_UNAVAILABLE when the file is damaged, gone or in use, with
   *     what to do
   */
  public static FileInvocationCounters openOrCreate(Path file, long first, int range)
      throws CipheringException {
    return open(file, MemoryInvocationCounters.checked(first), range);
  }

  /**
   * Sets a counter by hand, for a file that was lost or damaged. The counter must not be in use.
   *
   * @param file the file
   * @param next higher than every value that was used with the keys: the meter tells the last one
   *     it took, for instance in object 1:0.0.43.1.0.255:2
   * @throws CipheringException COUNTER_UNAVAILABLE when it is in use or cannot be written
   */
  public static void set(Path file, long next) throws CipheringException {
    MemoryInvocationCounters.checked(next);
    FileChannel lock = lock(file);
    try (lock) {
      write(file, next);
      mark(lock);
    } catch (IOException e) {
      throw unavailable(file, "cannot be written", e);
    }
  }

  @Override
  public synchronized long next() throws CipheringException {
    if (closed) {
      throw unavailable(file, "is closed", null);
    }
    if (next > HIGHEST) {
      throw MemoryInvocationCounters.exhausted();
    }
    if (next >= end) {
      reserve();
    }
    return next++;
  }

  @Override
  public synchronized void atLeast(long least) {
    next = Math.max(next, MemoryInvocationCounters.checked(least));
  }

  /** Gives back what was not used and lets go of the file. */
  @Override
  public synchronized void close() throws CipheringException {
    if (closed) {
      return;
    }
    closed = true;
    try (lockChannel) {
      if (next < end) {
        write(file, next);
      }
    } catch (IOException e) {
      throw unavailable(file, "cannot be written", e);
    }
  }

  private static FileInvocationCounters open(Path file, long first, int range)
      throws CipheringException {
    if (range < 1 || range > LARGEST_RANGE) {
      throw new IllegalArgumentException("range of " + range + " values, expected 1 to 1048576");
    }
    FileChannel lock = lock(file);
    boolean opened = false;
    try {
      FileInvocationCounters counters = new FileInvocationCounters(file, range, lock);
      counters.begin(first);
      opened = true;
      return counters;
    } catch (IOException e) {
      throw unavailable(file, "cannot be read or written", e);
    } finally {
      if (!opened) {
        release(lock);
      }
    }
  }

  private void begin(long first) throws IOException, CipheringException {
    if (Files.exists(file)) {
      next = read(file);
      end = next;
      mark(lockChannel);
      return;
    }
    if (lockChannel.size() > 0) {
      throw unavailable(file, "is gone, though there was one. " + whatToDo(), null);
    }
    if (first < 0) {
      throw unavailable(file, "does not exist. " + whatToDo(), null);
    }
    next = first;
    end = first;
    write(file, first);
    mark(lockChannel);
  }

  private void reserve() throws CipheringException {
    long newEnd = Math.min(next + range, END);
    try {
      write(file, newEnd);
    } catch (IOException e) {
      throw unavailable(file, "cannot be written", e);
    }
    end = newEnd;
  }

  private static FileChannel lock(Path file) throws CipheringException {
    Path beside = file.resolveSibling(file.getFileName() + ".lock");
    FileChannel channel = null;
    boolean locked = false;
    try {
      channel =
          FileChannel.open(
              beside, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      locked = lock != null;
    } catch (OverlappingFileLockException e) {
      locked = false;
    } catch (IOException e) {
      throw unavailable(file, "cannot be locked by " + beside, e);
    } finally {
      if (!locked && channel != null) {
        release(channel);
      }
    }
    if (!locked) {
      throw unavailable(
          file,
          "is in use by another process or association: give each a counter of its own",
          null);
    }
    return channel;
  }

  private static void release(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing was written; the lock goes with the process at the latest.
    }
  }

  /** Remembers in the lock's file that there is a counter. */
  private static void mark(FileChannel lock) throws IOException {
    if (lock.size() == 0) {
      writeAll(lock, "There is an invocation counter beside.\n");
    }
  }

  private static long read(Path file) throws IOException, CipheringException {
    if (Files.size(file) > MOST_OCTETS) {
      throw unavailable(file, "is damaged: too long. " + whatToDo(), null);
    }
    String line = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw unavailable(file, "is damaged: not a line of a counter. " + whatToDo(), null);
    }
    long value = Long.parseLong(matcher.group(1));
    if (value > END || !line.equals(line(value))) {
      throw unavailable(file, "is damaged: its check does not fit. " + whatToDo(), null);
    }
    return value;
  }

  /** The old line or the new one is in the file at any time, and the new one when this returns. */
  private static void write(Path file, long value) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      writeAll(channel, line(value));
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    persist(file.toAbsolutePath().getParent());
  }

  /** That the new file has the name is on the disk, too. */
  private static void persist(Path folder) throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      // Windows opens no folder; there a move is written through.
      return;
    }
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  private static void writeAll(FileChannel channel, String text) throws IOException {
    ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    while (octets.hasRemaining()) {
      channel.write(octets);
    }
    channel.force(true);
  }

  private static String line(long value) {
    String begin = HEAD + value;
    CRC32 crc = new CRC32();
    crc.update(begin.getBytes(StandardCharsets.ISO_8859_1));
    return String.format("%s, check %08X\n", begin, crc.getValue());
  }

  private static String whatToDo() {
    return "A counter that is used twice gives the key away, so none is begun: set it to a value higher"
        + " than any that was used (the meter tells the last it took), or transfer new keys";
  }

  private static CipheringException unavailable(Path file, String what, Throwable cause) {
    String why = cause == null ? "" : " (" + cause + ")";
    return new CipheringException(
        Reason.COUNTER_UNAVAILABLE, "the invocation counter " + file + " " + what + why, cause);
  }
}
