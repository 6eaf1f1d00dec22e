/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.whiteboard;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.meterway.api.headend.DownlinkListener;
import org.meterway.api.headend.HeadEndStatus;
import org.meterway.api.status.RateLimit;

/**
 * The way to one listener: what waits for it, and a thread that lives only while something does and
 * for a while after. Thread-safe.
 */
final class Outlet {
  /** What a waiting piece costs besides its bytes, so that many short ones are bounded too. */
  private static final int OVERHEAD_BYTES = 32;

  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final DownlinkListener listener;
  private final String name;
  private final DownlinkDispatch dispatch;
  private final RateLimit overflowLog;
  private final ReentrantLock lock;
  private final Condition filled;

  // Guarded by the lock.
  private final Deque<Item> buffer = new ArrayDeque<>();
  private long bytes;
  private boolean calling;
  private boolean closed;
  private Thread thread;

  /** Something to tell the listener; {@code length} is 0 where it is no bytes. */
  private record Item(int length, Consumer<DownlinkListener> call) {
    long cost() {
      return (long) length + OVERHEAD_BYTES;
    }
  }

  Outlet(DownlinkListener listener, String name, DownlinkDispatch dispatch, RateLimit overflowLog) {
    this.listener = listener;
    this.name = name;
    this.dispatch = dispatch;
    this.overflowLog = overflowLog;
    lock = dispatch.lock();
    filled = lock.newCondition();
  }

  /** Calls the listener on this thread. Only while nothing waits. */
  void call(byte[] piece, int offset, int length) {
    guarded(target -> target.received(piece, offset, length));
  }

  /** Calls the listener on this thread. Only while nothing waits. */
  void call(HeadEndStatus status) {
    guarded(target -> target.stateChanged(status));
  }

  /** Puts bytes behind what waits, or drops and counts them. */
  void offer(byte[] piece) {
    boolean overflows = false;
    lock.lock();
    try {
      if (closed) {
        dispatch.undeliverable(piece.length);
      } else if (hasRoom(piece.length)) {
        add(new Item(piece.length, target -> target.received(piece, 0, piece.length)));
      } else {
        overflows = true;
      }
    } finally {
      lock.unlock();
    }
    if (overflows) {
      dispatch.overflow(name, piece.length, overflowLog);
    }
  }

  /** Puts a state behind what waits. A newer one takes the place of one that nobody told yet. */
  void offer(HeadEndStatus status) {
    lock.lock();
    try {
      if (!closed) {
        if (!buffer.isEmpty() && buffer.peekLast().length == 0) {
          bytes -= buffer.removeLast().cost();
        }
        add(new Item(0, target -> target.stateChanged(status)));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether a piece fits; one that is longer than the buffer does when nothing waits. */
  boolean hasRoom(int length) {
    return fits(length, DownlinkDispatch.BUFFER_BYTES);
  }

  /** Whether a piece fits into half of the buffer. */
  boolean hasAmpleRoom(int length) {
    return fits(length, DownlinkDispatch.BUFFER_BYTES / 2);
  }

  /** Whether nothing waits and the thread calls nobody. */
  boolean isQuiet() {
    lock.lock();
    try {
      return buffer.isEmpty() && !calling;
    } finally {
      lock.unlock();
    }
  }

  /** Whether no thread but the asking one is calling the listener. */
  boolean isLeft() {
    lock.lock();
    try {
      return !calling || thread == Thread.currentThread();
    } finally {
      lock.unlock();
    }
  }

  /** Bytes that wait or are being taken. */
  long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  /** Drops and counts what waits and what still comes. */
  void close() {
    lock.lock();
    try {
      closed = true;
      for (Item item : buffer) {
        bytes -= item.cost();
        dispatch.undeliverable(item.length);
      }
      buffer.clear();
      filled.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Interrupts the call that is under way, if there is one. Only once it is closed. */
  void interrupt() {
    lock.lock();
    try {
      if (calling) {
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean fits(int length, int limit) {
    lock.lock();
    try {
      return bytes == 0 || bytes + length + OVERHEAD_BYTES <= limit;
    } finally {
      lock.unlock();
    }
  }

  private void add(Item item) {
    buffer.addLast(item);
    bytes += item.cost();
    if (thread == null) {
      thread = new Thread(this::run, dispatch.threadName(name));
      thread.setDaemon(true);
      thread.start();
    } else {
      filled.signal();
    }
  }

  private void run() {
    Item item = next(null);
    while (item != null) {
      guarded(item.call);
      item = next(item);
    }
  }

  /** Ends the call of {@code done}, and begins that of the next item; null when there is none. */
  private Item next(Item done) {
    lock.lock();
    try {
      if (done != null) {
        calling = false;
        bytes -= done.cost();
        dispatch.signal();
      }
      awaitItem();
      Item next = buffer.pollFirst();
      calling = next != null;
      if (next == null) {
        thread = null;
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  private void awaitItem() {
    Thread.interrupted(); // A listener left it behind.
    long rest = IDLE_NANOS;
    try {
      while (buffer.isEmpty() && !closed && rest > 0) {
        rest = filled.awaitNanos(rest);
      }
    } catch (InterruptedException e) {
      // It was meant to end a call, which has ended.
    }
  }

  private void guarded(Consumer<DownlinkListener> call) {
    try {
      call.accept(listener);
    } catch (RuntimeException | Error failure) {
      dispatch.failed(name + " (" + listener.getClass().getName() + ")", failure);
    }
  }
}
