/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A pseudo-terminal behind a symbolic link whose device vanishes, comes back under another number,
 * damages what is sent, or is not read. Thread-safe; the faults are injected from any thread.
 *
 * <p>What a pseudo-terminal cannot give are breaks, framing and parity errors as such: it has no
 * wire. They are shown by what the kernel makes of them on a raw line, octets 0 and wrong bits.
 */
public final class UnreliableLine implements Line {
  private static final long CUT_LIMIT_MS = 1000;
  private static final int GARBAGE_CHUNK = 1024;

  private final Path link;
  private final Random random;
  private Pty pty;

  /** Takes the number that was free before, so that the next device gets another. */
  private Pty placeholder;

  private boolean cutDue;
  private boolean stalled;
  private boolean closed;
  private volatile double damage;

  /**
   * Opens the first device.
   *
   * @param link points to the device while there is one, as those in {@code /dev/serial/by-id} do
   */
  public UnreliableLine(Path link, long seed) throws IOException {
    this.link = link;
    random = new Random(seed);
    pty = Pty.open();
    pty.linkAt(link);
  }

  /** Where the device is. */
  public Path link() {
    return link;
  }

  /** The device behind the link, or {@code null} while there is none. */
  public synchronized Path device() {
    return pty == null ? null : pty.device();
  }

  @Override
  public int read(byte[] buffer) throws IOException {
    while (true) {
      Pty current;
      synchronized (this) {
        while ((pty == null || stalled) && !closed) {
          await(0);
        }
        if (closed) {
          return -1;
        }
        current = pty;
      }
      int count = current.read(buffer);
      if (count >= 0) {
        return count;
      }
      forget(current);
    }
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    Pty current;
    boolean cut;
    synchronized (this) {
      if (closed) {
        throw new IOException("The line at " + link + " is closed");
      }
      if (pty == null) {
        // Nobody hears it.
        return;
      }
      current = pty;
      cut = cutDue;
    }
    byte[] bytes = Arrays.copyOfRange(buffer, offset, offset + length);
    try {
      if (cut) {
        current.write(bytes, 0, length / 2);
        forget(current);
      } else {
        current.write(damaged(bytes));
      }
    } catch (IOException e) {
      // The device vanished meanwhile: the rest of the frame is lost, as on a real line.
      forget(current);
    }
  }

  private synchronized byte[] damaged(byte[] bytes) {
    if (random.nextDouble() >= damage) {
      return bytes;
    }
    int at = random.nextInt(bytes.length);
    if (random.nextBoolean()) {
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      return bytes;
    }
    byte[] longer = new byte[bytes.length + 1];
    System.arraycopy(bytes, 0, longer, 0, at);
    System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
    return longer;
  }

  /** The device is pulled out in the middle of the next frame; returns when it is gone. */
  public synchronized void vanish() {
    cutDue = true;
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CUT_LIMIT_MS);
    while (pty != null && !closed && System.nanoTime() - end < 0) {
      await(10);
    }
    forget(pty);
  }

  /** The device is back, under another number behind the same link. */
  public synchronized void comeBack() throws IOException {
    if (placeholder != null) {
      placeholder.close();
    }
    placeholder = Pty.open();
    cutDue = false;
    pty = Pty.open();
    pty.linkAt(link);
    notifyAll();
  }

  /**
   * Sends random bytes as fast as the line takes them, frames in between.
   *
   * @return how many
   */
  public long flood(Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    byte[] garbage = new byte[GARBAGE_CHUNK];
    long sent = 0;
    while (System.nanoTime() - end < 0) {
      Pty current;
      synchronized (this) {
        current = pty;
        random.nextBytes(garbage);
      }
      if (current == null) {
        return sent;
      }
      current.write(garbage);
      sent += garbage.length;
    }
    return sent;
  }

  /**
   * Damages frames: one bit is wrong, or an octet 0 comes in between, as of a break.
   *
   * @param probability of each frame, 0 to 1
   */
  public void damage(double probability) {
    damage = probability;
  }

  /** The meter does not read, or reads again. */
  public synchronized void stall(boolean yes) {
    stalled = yes;
    notifyAll();
  }

  private synchronized void forget(Pty gone) {
    if (gone != null) {
      if (pty == gone) {
        pty = null;
        unlink();
      }
      gone.close();
    }
    notifyAll();
  }

  /** Before the number is free: whoever opens the link must not get the device of another. */
  private void unlink() {
    try {
      Files.deleteIfExists(link);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void await(long millis) {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    forget(pty);
    if (placeholder != null) {
      placeholder.close();
      placeholder = null;
    }
    notifyAll();
  }
}
