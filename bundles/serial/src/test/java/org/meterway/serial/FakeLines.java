/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Serial lines in memory, with faults on demand. */
final class FakeLines implements LineOpener {
  enum Fault {
    NONE,
    /** The device does not open. */
    ABSENT,
    /** Opening ends in an exception that nobody expects. */
    BROKEN_OPENER,
    /** The line ends right after it was opened. */
    HANGS_UP,
    /** A write waits until the line is closed. */
    STUCK_WRITE,
    /** A write waits for {@link #letGo}, even if the line is closed. */
    STUCK_DRIVER,
    /** A write fails. */
    REFUSED_WRITE,
    /** A write fails when half of its bytes are written. */
    HALF_A_WRITE
  }

  private static final byte[] END = {};

  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final AtomicInteger attempts = new AtomicInteger();
  private final AtomicInteger writersAtOnce = new AtomicInteger();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final CountDownLatch driver = new CountDownLatch(1);
  private final CountDownLatch writing = new CountDownLatch(1);
  private volatile Fault fault = Fault.NONE;
  private volatile FakeLine current;

  void fault(Fault now) {
    fault = now;
  }

  int attempts() {
    return attempts.get();
  }

  int opened() {
    return opened.get();
  }

  int closed() {
    return closed.get();
  }

  FakeLine current() {
    return current;
  }

  byte[] written() {
    synchronized (written) {
      return written.toByteArray();
    }
  }

  /** Frees the writers of {@link Fault#STUCK_DRIVER}. */
  void letGo() {
    driver.countDown();
  }

  /** Waits until somebody writes. */
  void awaitWriter() throws InterruptedException {
    writing.await();
  }

  @Override
  public Line open(SerialSettings settings) throws LineException {
    attempts.incrementAndGet();
    switch (fault) {
      case ABSENT -> throw new LineException("no such device: " + settings.line().device());
      case BROKEN_OPENER -> throw new IllegalStateException("of the test");
      default -> {
        opened.incrementAndGet();
        FakeLine line = new FakeLine(settings.line().device());
        current = line;
        if (fault == Fault.HANGS_UP) {
          line.receive(END);
        }
        return line;
      }
    }
  }

  /** One opening of a line. */
  final class FakeLine implements Line {
    private final String device;
    private final BlockingQueue<byte[]> incoming = new LinkedBlockingQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    private FakeLine(String device) {
      this.device = device;
    }

    void receive(byte[] bytes) {
      incoming.add(bytes);
    }

    void hangUp() {
      incoming.add(END);
    }

    @Override
    public int read(byte[] buffer) {
      try {
        byte[] bytes = incoming.take();
        System.arraycopy(bytes, 0, buffer, 0, bytes.length);
        return bytes.length == 0 ? -1 : bytes.length;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return -1;
      }
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws LineException {
      if (writersAtOnce.incrementAndGet() != 1) {
        throw new AssertionError("two writers at once");
      }
      try {
        writing.countDown();
        switch (fault) {
          case REFUSED_WRITE -> throw new LineException("refused by the test");
          case STUCK_WRITE -> {
            closing.await();
            throw new LineException("closed during the write");
          }
          case STUCK_DRIVER -> driver.await();
          case HALF_A_WRITE -> {
            take(buffer, offset, length / 2);
            throw new LineException("gone in mid-write", length / 2, null);
          }
          default -> {}
        }
        take(buffer, offset, length);
      } catch (InterruptedException e) {
        throw new LineException("interrupted", e);
      } finally {
        writersAtOnce.decrementAndGet();
      }
    }

    private void take(byte[] buffer, int offset, int length) {
      for (int i = offset; i < offset + length; i++) {
        synchronized (written) {
          written.write(buffer[i]);
        }
      }
    }

    @Override
    public void close() {
      if (closing.getCount() > 0) {
        closing.countDown();
        closed.incrementAndGet();
        incoming.add(END);
      }
    }

    @Override
    public String device() {
      return device;
    }

    @Override
    public String rs485() {
      return "off";
    }
  }
}
