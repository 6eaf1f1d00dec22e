/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.whiteboard;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.meterway.api.headend.DownlinkListener;
import org.meterway.api.headend.HeadEndStatus;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;

/**
 * Hands what comes down at one head end to the listeners that name it, so that none of them delays
 * another.
 *
 * <p>The only listener is called on the thread that brings the bytes: nothing is copied, and a slow
 * meter slows the sender. Of several each has a buffer of {@value #BUFFER_BYTES} bytes and, while
 * there is something in it, a thread. What does not fit into a listener's buffer is counted as
 * undeliverable to that one. The bringing thread waits for room only while every listener has at
 * least half a buffer to work on, so that those of nearly the same pace all get everything. A
 * listener that is left alone is called directly again once its buffer is empty, so that order is
 * kept and nothing is lost when others come and go.
 *
 * <p>Thread-safe; one thread at a time brings bytes and states.
 */
public final class DownlinkDispatch {
  /** What may wait for one of several listeners; a longer piece is taken when nothing waits. */
  public static final int BUFFER_BYTES = 256 * 1024;

  /** How long closing lets the listeners take what is buffered. */
  private static final Duration LAST_CALLS = Duration.ofMillis(300);

  /** How long closing waits for threads that were interrupted. */
  private static final Duration INTERRUPTED = Duration.ofMillis(200);

  /** How long a removal waits for a call of the listener; as {@link NamedListeners} does. */
  private static final Duration LAST_CALL = Duration.ofSeconds(1);

  private final String headEnd;
  private final Duration grace;
  private final LongSupplier nanoTime;
  private final BiConsumer<String, Throwable> log;
  private final Counters<DownlinkCounter> counters = new Counters<>(DownlinkCounter.class);
  private final NamedListeners<Outlet> listeners;
  private final Map<DownlinkListener, Outlet> outlets = new ConcurrentHashMap<>();
  private final RateLimit nobodyLog;
  private final RateLimit errorLog;

  /** Of all outlets; held for a few instructions only. */
  private final ReentrantLock lock = new ReentrantLock();

  /** Something has left a buffer, or a listener has come or gone. */
  private final Condition progress = lock.newCondition();

  /** Guarded by the lock. */
  private boolean closed;

  /**
   * No listeners yet.
   *
   * @param headEnd the head end's name
   * @param grace how long bytes wait for a first listener, as while a link is being changed
   * @param nanoTime the time, as {@link System#nanoTime}
   * @param log takes what an operator should read, with its cause or null, such as a logger's
   *     {@code warn}; is called rarely
   */
  public DownlinkDispatch(
      String headEnd, Duration grace, LongSupplier nanoTime, BiConsumer<String, Throwable> log) {
    this.headEnd = headEnd;
    this.grace = grace;
    this.nanoTime = nanoTime;
    this.log = log;
    listeners = new NamedListeners<>(headEnd, DownlinkListener.ANY, (outlet, failure) -> {});
    nobodyLog = new RateLimit(nanoTime);
    errorLog = new RateLimit(nanoTime);
  }

  /** Adds, keeps or removes a listener, as its service properties say. */
  public void put(DownlinkListener listener, Map<String, ?> properties) {
    Outlet outlet = outlets.computeIfAbsent(listener, key -> outlet(key, properties));
    if (listeners.put(outlet, properties.get(DownlinkListener.HEAD_END))) {
      signal();
    } else {
      remove(listener);
    }
  }

  /**
   * Removes a listener, if it is there; what waits for it is dropped and counted. Lets a call on
   * another thread end, for a second at most; then it is interrupted where the thread is its own.
   */
  public void remove(DownlinkListener listener) {
    Outlet outlet = outlets.remove(listener);
    if (outlet != null) {
      outlet.close();
      listeners.remove(outlet);
      signal();
      if (!awaitUntil(outlet::isLeft, LAST_CALL)) {
        outlet.interrupt();
      }
    }
  }

  /** Hands bytes over; see above for when this waits. The buffer may be used again afterwards. */
  public void received(byte[] buffer, int offset, int length) {
    Delivery delivery = new Delivery(buffer, offset, length);
    while (!delivery.done) {
      if (!listeners.deliverAll(grace, delivery::handOver)) {
        undeliverable(length);
        if (nobodyLog.permits()) {
          log.accept(headEnd + ": bytes came down, but no listener names this head end", null);
        }
        return;
      }
      if (!delivery.done) {
        delivery.isUrgent = !awaitRoom(length);
      }
    }
  }

  /** Tells each listener the head end's state, behind the bytes that came before. */
  public void stateChanged(HeadEndStatus status) {
    listeners.deliverAll(
        Duration.ZERO,
        present -> {
          Outlet only = onlyAndQuiet(present);
          if (only != null) {
            only.call(status);
          } else {
            present.forEach(outlet -> outlet.offer(status));
          }
        });
  }

  /**
   * Waits no longer for listeners. What is buffered is dropped and counted if they do not take it
   * at once; takes half a second at most. Later bytes reach only a listener that is alone.
   */
  public void close() {
    listeners.close();
    lock.lock();
    try {
      closed = true;
      progress.signalAll();
    } finally {
      lock.unlock();
    }
    awaitUntil(this::isQuiet, LAST_CALLS);
    outlets.values().forEach(Outlet::close);
    outlets.values().forEach(Outlet::interrupt);
    if (!awaitUntil(this::isQuiet, INTERRUPTED)) {
      log.accept(headEnd + ": a listener does not return; its thread is left behind", null);
    }
  }

  /** What was counted so far, by name. */
  public Map<String, Long> counters() {
    return counters.snapshot();
  }

  /** Bytes that wait for one of several listeners right now, or are being taken by it. */
  public long bufferedBytes() {
    return outlets.values().stream().mapToLong(Outlet::bytes).sum();
  }

  /** One piece of bytes on its way to the listeners. */
  private final class Delivery {
    private final byte[] buffer;
    private final int offset;
    private final int length;
    private boolean isUrgent;
    private boolean done;

    Delivery(byte[] buffer, int offset, int length) {
      this.buffer = buffer;
      this.offset = offset;
      this.length = length;
    }

    /** Leaves it undone if it is worth while to wait. */
    void handOver(List<Outlet> present) {
      Outlet only = onlyAndQuiet(present);
      if (only != null) {
        only.call(buffer, offset, length);
        done = true;
      } else if (isUrgent || hasRoom(present)) {
        byte[] piece = Arrays.copyOfRange(buffer, offset, offset + length);
        present.forEach(outlet -> outlet.offer(piece));
        done = true;
      }
    }

    private boolean hasRoom(List<Outlet> present) {
      return present.size() > 1 && isThereRoom(present, length);
    }
  }

  private Outlet outlet(DownlinkListener listener, Map<String, ?> properties) {
    Object name = properties.get(DownlinkListener.NAME);
    return new Outlet(
        listener,
        name == null ? listener.getClass().getSimpleName() : name.toString(),
        this,
        new RateLimit(nanoTime));
  }

  private static Outlet onlyAndQuiet(List<Outlet> present) {
    return present.size() == 1 && present.get(0).isQuiet() ? present.get(0) : null;
  }

  /**
   * Waits until there is room. A listener that is alone is called directly as soon as nothing waits
   * for it.
   *
   * @return whether it is worth while to wait again; not when somebody wants the thread back
   */
  private boolean awaitRoom(int length) {
    lock.lock();
    try {
      Collection<Outlet> all = outlets.values();
      while (!closed
          && !all.isEmpty()
          && !(all.size() == 1 ? isQuiet() : isThereRoom(all, length))) {
        progress.await();
      }
      return !closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether to hand bytes over: when everybody has room for them, or somebody would run dry soon. A
   * listener with half a buffer to work on is not delayed by one that is a little slower.
   */
  private static boolean isThereRoom(Collection<Outlet> all, int length) {
    return all.stream().allMatch(outlet -> outlet.hasRoom(length))
        || all.stream().anyMatch(outlet -> outlet.hasAmpleRoom(length));
  }

  private boolean isQuiet() {
    return outlets.values().stream().allMatch(Outlet::isQuiet);
  }

  /** Waits, bounded; an interrupt ends it and stays set. */
  private boolean awaitUntil(BooleanSupplier reached, Duration limit) {
    long rest = limit.toNanos();
    lock.lock();
    try {
      while (!reached.getAsBoolean() && rest > 0) {
        rest = progress.awaitNanos(rest);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return reached.getAsBoolean();
  }

  // --- For outlets

  ReentrantLock lock() {
    return lock;
  }

  /** Who waits for room, or for an end, looks again. */
  void signal() {
    lock.lock();
    try {
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  String threadName(String listener) {
    return "meterway-downlink-" + headEnd + "-" + listener;
  }

  void undeliverable(long bytes) {
    counters.add(DownlinkCounter.UNDELIVERABLE_BYTES, bytes);
  }

  /** A listener's buffer is full. */
  void overflow(String listener, long bytes, RateLimit limit) {
    undeliverable(bytes);
    counters.add(DownlinkCounter.LISTENER_OVERFLOW_BYTES, bytes);
    if (limit.permits()) {
      log.accept(
          headEnd
              + ": bytes come down faster than "
              + listener
              + " takes them, and others do not wait for it; dropped for it",
          null);
    }
  }

  void failed(String listener, Throwable failure) {
    counters.increment(DownlinkCounter.LISTENER_ERRORS);
    if (errorLog.permits()) {
      log.accept(headEnd + ": listener " + listener + " failed", failure);
    }
  }
}
