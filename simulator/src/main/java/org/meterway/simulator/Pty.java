/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A pseudo-terminal: what is written here arrives at {@link #device} as if a meter had sent it over
 * a serial line, and the other way round. Linux only.
 *
 * <p>The line is raw: no echo, no signals, no translation of line ends. One thread may read while
 * another writes; {@link #close} may be called from any thread and frees both.
 */
public final class Pty implements AutoCloseable {
  /** What becomes of the device when its user closes it. */
  public enum Slave {
    /** A user may close the device and open it again; nothing is noticed here. */
    KEPT_OPEN,
    /** When the last user closes the device, {@link #read} reports the end until it is opened. */
    HANGS_UP
  }

  private static final int CHUNK = 4096;

  private final int master;
  private final int slave;
  private final int wake;
  private final Path device;
  private final Memory readChunk = new Memory(CHUNK);
  private final Memory writeChunk = new Memory(CHUNK);

  /** Held shared while the descriptors are in use, and exclusively to close them. */
  private final ReadWriteLock descriptors = new ReentrantReadWriteLock();

  private volatile boolean closing;
  private boolean closed;

  private Pty(int master, int slave, int wake, Path device) {
    this.master = master;
    this.slave = slave;
    this.wake = wake;
    this.device = device;
  }

  /** A new pseudo-terminal whose device is {@link Slave#KEPT_OPEN}. */
  public static Pty open() throws IOException {
    return open(Slave.KEPT_OPEN);
  }

  /**
   * A new pseudo-terminal.
   *
   * @throws IOException with the text of the system error, for instance when there are no more
   *     pseudo-terminals
   */
  public static Pty open(Slave mode) throws IOException {
    Objects.requireNonNull(mode, "mode");
    int master =
        check(
            LibC.posix_openpt(LibC.O_RDWR | LibC.O_NOCTTY | LibC.O_NONBLOCK | LibC.O_CLOEXEC),
            "open a pseudo-terminal");
    int slave = -1;
    int wake = -1;
    try {
      check(LibC.grantpt(master), "grant the pseudo-terminal");
      check(LibC.unlockpt(master), "unlock the pseudo-terminal");
      // On Linux the master's attributes are the slave's: no need to open the device for it.
      makeRaw(master);
      Path device = Path.of(deviceName(master));
      if (mode == Slave.KEPT_OPEN) {
        slave =
            check(
                LibC.open(
                    device.toString(),
                    LibC.O_RDWR | LibC.O_NOCTTY | LibC.O_NONBLOCK | LibC.O_CLOEXEC),
                "open " + device);
      }
      wake = check(LibC.eventfd(0, LibC.O_NONBLOCK | LibC.O_CLOEXEC), "create an eventfd");
      return new Pty(master, slave, wake, device);
    } catch (IOException e) {
      closeAll(master, slave, wake);
      throw e;
    }
  }

  /** The path of the device, such as {@code /dev/pts/3}. */
  public Path device() {
    return device;
  }

  /**
   * Makes {@code symlink} point to the device, as udev does with {@code /dev/serial/by-id}. A link
   * that is there already is replaced in one step.
   */
  public void linkAt(Path symlink) throws IOException {
    Path fresh = symlink.resolveSibling(symlink.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createSymbolicLink(fresh, device);
    Files.move(fresh, symlink, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** As {@link #read(byte[], int, int)} into the whole buffer. */
  public int read(byte[] buffer) throws IOException {
    return read(buffer, 0, buffer.length);
  }

  /**
   * Waits for bytes from the device's user.
   *
   * @return how many came, at least 1 unless {@code length} is 0; -1 when this end is closed, or
   *     when {@link Slave#HANGS_UP} and nobody has the device open any more
   */
  public int read(byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (length == 0) {
      return 0;
    }
    synchronized (readChunk) {
      descriptors.readLock().lock();
      try {
        while (!closing) {
          NativeLong wanted = new NativeLong(Math.min(length, CHUNK));
          int count = LibC.read(master, readChunk, wanted).intValue();
          if (count > 0) {
            readChunk.read(0, buffer, offset, count);
            return count;
          }
          int errno = count == 0 ? LibC.EIO : Native.getLastError();
          if (errno == LibC.EIO) {
            return -1;
          }
          awaitOrFail(errno, LibC.POLLIN, "read from");
        }
        return -1;
      } finally {
        descriptors.readLock().unlock();
      }
    }
  }

  /**
   * Sends bytes to the device's user; waits while the line's buffer is full.
   *
   * @throws IOException if this end is closed meanwhile or before
   */
  public void write(byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    synchronized (writeChunk) {
      descriptors.readLock().lock();
      try {
        int sent = 0;
        while (sent < length && !closing) {
          int wanted = Math.min(length - sent, CHUNK);
          writeChunk.write(0, buffer, offset + sent, wanted);
          int count = LibC.write(master, writeChunk, new NativeLong(wanted)).intValue();
          if (count < 0) {
            awaitOrFail(Native.getLastError(), LibC.POLLOUT, "write to");
          } else {
            sent += count;
          }
        }
        if (sent < length) {
          throw new IOException("The pseudo-terminal of " + device + " is closed");
        }
      } finally {
        descriptors.readLock().unlock();
      }
    }
  }

  /** As {@link #write(byte[], int, int)} of the whole buffer. */
  public void write(byte[] buffer) throws IOException {
    write(buffer, 0, buffer.length);
  }

  /**
   * Waits until {@link #read} would return at once.
   *
   * @return {@code false} when {@code limit} has passed first
   */
  public boolean readable(Duration limit) throws IOException {
    descriptors.readLock().lock();
    try {
      return closing || poll(LibC.POLLIN, Math.toIntExact(limit.toMillis()));
    } finally {
      descriptors.readLock().unlock();
    }
  }

  /**
   * Takes the device away: its user sees a hang-up, as when a USB adapter is pulled out. A thread
   * that waits in {@link #read} gets -1.
   */
  @Override
  public void close() {
    closing = true;
    descriptors.readLock().lock();
    try {
      if (!closed) {
        LibC.eventfd_write(wake, 1);
      }
    } finally {
      descriptors.readLock().unlock();
    }
    descriptors.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        closeAll(master, slave, wake);
      }
    } finally {
      descriptors.writeLock().unlock();
    }
  }

  private void awaitOrFail(int errno, short event, String doing) throws IOException {
    if (errno == LibC.EAGAIN) {
      poll(event, -1);
    } else if (errno != LibC.EINTR) {
      throw new IOException("Cannot " + doing + " " + device + ": " + LibC.strerror(errno));
    }
  }

  /** Whether the event, a hang-up or a call of {@link #close} came within the limit. */
  private boolean poll(short event, int limitMs) throws IOException {
    try (Memory set = new Memory(16)) {
      setPollEntry(set, 0, master, event);
      setPollEntry(set, 8, wake, LibC.POLLIN);
      int ready = LibC.poll(set, new NativeLong(2), limitMs);
      if (ready < 0 && Native.getLastError() != LibC.EINTR) {
        throw failure("wait for " + device);
      }
      return ready > 0;
    }
  }

  private static void setPollEntry(Memory set, long offset, int descriptor, short events) {
    set.setInt(offset, descriptor);
    set.setShort(offset + 4, events);
    set.setShort(offset + 6, (short) 0);
  }

  private static void makeRaw(int descriptor) throws IOException {
    // Larger than struct termios on every processor, whose size JNA cannot tell.
    try (Memory attributes = new Memory(256)) {
      attributes.clear();
      check(LibC.tcgetattr(descriptor, attributes), "read the line attributes");
      LibC.cfmakeraw(attributes);
      check(LibC.tcsetattr(descriptor, LibC.TCSANOW, attributes), "set the line raw");
    }
  }

  private static String deviceName(int master) throws IOException {
    try (Memory name = new Memory(128)) {
      int errno = LibC.ptsname_r(master, name, new NativeLong(name.size()));
      if (errno != 0) {
        throw new IOException("Cannot name the pseudo-terminal: " + LibC.strerror(errno));
      }
      return name.getString(0, StandardCharsets.US_ASCII.name());
    }
  }

  private static void closeAll(int... openDescriptors) {
    for (int descriptor : openDescriptors) {
      if (descriptor >= 0) {
        LibC.close(descriptor);
      }
    }
  }

  private static int check(int result, String doing) throws IOException {
    if (result < 0) {
      throw failure(doing);
    }
    return result;
  }

  private static IOException failure(String doing) {
    return new IOException("Cannot " + doing + ": " + LibC.strerror(Native.getLastError()));
  }

  /** The C library, called directly. The numbers are those of Linux on x86, ARM and POWER. */
  private static final class LibC {
    static final int O_RDWR = 2;
    static final int O_NOCTTY = 0x100;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;
    static final int TCSANOW = 0;
    static final int EINTR = 4;
    static final int EIO = 5;
    static final int EAGAIN = 11;
    static final short POLLIN = 1;
    static final short POLLOUT = 4;

    static {
      Native.register(LibC.class, "c");
    }

    private LibC() {}

    static native int posix_openpt(int flags);

    static native int grantpt(int master);

    static native int unlockpt(int master);

    static native int ptsname_r(int master, Pointer name, NativeLong size);

    static native int open(String path, int flags);

    static native int close(int descriptor);

    static native NativeLong read(int descriptor, Pointer buffer, NativeLong size);

    static native NativeLong write(int descriptor, Pointer buffer, NativeLong size);

    static native int poll(Pointer set, NativeLong entries, int limitMs);

    static native int eventfd(int initial, int flags);

    static native int eventfd_write(int descriptor, long value);

    static native int tcgetattr(int descriptor, Pointer attributes);

    static native int tcsetattr(int descriptor, int when, Pointer attributes);

    static native void cfmakeraw(Pointer attributes);

    static native String strerror(int errno);
  }
}
