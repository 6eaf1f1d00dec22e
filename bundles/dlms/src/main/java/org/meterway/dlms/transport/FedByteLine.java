/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A line whose bytes are handed in and out by something else, as by the channel of a meter link.
 * Bytes may be fed from any thread, which never waits.
 */
public final class FedByteLine implements ByteLine {
  /** Where what is written goes to. */
  @FunctionalInterface
  public interface Output {
    /** All of them; they are the line's again on return. */
    void write(byte[] bytes, int offset, int length) throws IOException;
  }

  private final Output output;
  private final byte[] ring;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Where the oldest byte that was not read stands, and how many there are. */
  private int begin;

  private int count;
  private long dropped;
  private boolean ended;
  private boolean closed;

  /**
   * Nothing was fed yet.
   *
   * @param capacity how many bytes may wait to be read, at least 1
   */
  public FedByteLine(int capacity, Output output) {
    Limits.range("capacity", capacity, 1, 1 << 24);
    this.ring = new byte[capacity];
    this.output = output;
  }

  /**
   * Hands bytes in. What there is no room for is dropped.
   *
   * @return how many were taken, from the first one on
   */
  public int feed(byte[] bytes, int offset, int length) {
    lock.lock();
    try {
      int taken = ended || closed ? 0 : Math.min(length, ring.length - count);
      int end = (begin + count) % ring.length;
      int first = Math.min(taken, ring.length - end);
      System.arraycopy(bytes, offset, ring, end, first);
      System.arraycopy(bytes, offset + first, ring, 0, taken - first);
      count += taken;
      dropped += length - taken;
      changed.signalAll();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Says that nothing more will be fed: reads end when they have taken what is there. */
  public void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many bytes were dropped. */
  public long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length, Duration timeout) throws IOException {
    long left = timeout.toNanos();
    lock.lock();
    try {
      while (count == 0) {
        if (ended || closed) {
          return -1;
        }
        if (left <= 0) {
          return 0;
        }
        left = changed.awaitNanos(left);
      }
      int taken = Math.min(length, count);
      int first = Math.min(taken, ring.length - begin);
      System.arraycopy(ring, begin, bytes, offset, first);
      System.arraycopy(ring, 0, bytes, offset + first, taken - first);
      begin = (begin + taken) % ring.length;
      count -= taken;
      return taken;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    output.write(bytes, offset, length);
  }

  /** Takes bytes again after it was closed, unless its bytes are at their end. */
  @Override
  public void open() {
    lock.lock();
    try {
      closed = false;
    } finally {
      lock.unlock();
    }
  }

  /** Ends reads at once; what was fed is forgotten, and what will be until it is opened. */
  @Override
  public void close() {
    lock.lock();
    try {
      count = 0;
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
