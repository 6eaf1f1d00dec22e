/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.whiteboard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The whiteboard services that name one instance, such as the listeners of one port. Delivery reads
 * a snapshot and takes no lock. Thread-safe.
 *
 * @param <L> the type of the services
 */
public final class NamedListeners<L> {
  /** How long removing a listener waits for deliveries to it. */
  private static final Duration LAST_DELIVERY = Duration.ofSeconds(1);

  private static final long POLL_NANOS = 100_000;

  private final String name;
  private final String any;
  private final BiConsumer<L, Throwable> onFailure;
  private final Map<Thread, Object> deliveries = new ConcurrentHashMap<>();
  private volatile List<L> listeners = List.of();
  private long emptySince = System.nanoTime();
  private boolean closed;

  /**
   * No listeners yet.
   *
   * @param name the instance's name
   * @param any the name that means every instance
   * @param onFailure is told of each call that threw; must not throw itself
   */
  public NamedListeners(String name, String any, BiConsumer<L, Throwable> onFailure) {
    this.name = name;
    this.any = any;
    this.onFailure = onFailure;
  }

  /**
   * Adds, keeps or removes a listener, as its property says.
   *
   * @param names value of the service property: a String, an array or a collection of them; others
   *     name nothing
   * @return whether it names this instance
   */
  public boolean put(L listener, Object names) {
    boolean named = namesThis(names);
    if (named) {
      add(listener);
    } else {
      remove(listener);
    }
    return named;
  }

  /**
   * Removes a listener, if it is there, and lets a delivery that may still know it end; waits for
   * that a second at most, and not for the calling thread's own.
   */
  public void remove(L listener) {
    if (drop(listener)) {
      awaitDeliveries();
    }
  }

  /** How many listeners there are. */
  public int size() {
    return listeners.size();
  }

  /**
   * Calls each listener, whatever another one throws: even an error, such as a class that is
   * missing in its bundle, must not end the thread that serves all others. While there are none,
   * waits for the first one, so that what comes in while a listener is being replaced is not lost.
   * An interrupt ends the wait and stays set.
   *
   * @param grace how long to wait at most, counted from when the last listener went
   * @return whether there was any listener
   */
  public boolean deliver(Duration grace, Consumer<L> call) {
    return deliverAll(grace, present -> present.forEach(listener -> guarded(listener, call)));
  }

  /**
   * As {@link #deliver}, for whoever calls the listeners himself, and answers for what they throw.
   *
   * @param call is not called while there are none
   */
  public boolean deliverAll(Duration grace, Consumer<List<L>> call) {
    deliveries.put(Thread.currentThread(), new Object());
    try {
      List<L> present = listeners;
      if (present.isEmpty()) {
        present = awaitFirst(grace);
      }
      if (!present.isEmpty()) {
        call.accept(present);
      }
      return !present.isEmpty();
    } finally {
      deliveries.remove(Thread.currentThread());
    }
  }

  /** Nobody waits any more. */
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  private void guarded(L listener, Consumer<L> call) {
    try {
      call.accept(listener);
    } catch (RuntimeException | Error failure) {
      onFailure.accept(listener, failure);
    }
  }

  private synchronized void add(L listener) {
    if (!listeners.contains(listener)) {
      List<L> more = new ArrayList<>(listeners);
      more.add(listener);
      listeners = List.copyOf(more);
      notifyAll();
    }
  }

  private synchronized boolean drop(L listener) {
    List<L> fewer = new ArrayList<>(listeners);
    boolean dropped = fewer.remove(listener);
    listeners = List.copyOf(fewer);
    if (dropped && fewer.isEmpty()) {
      emptySince = System.nanoTime();
    }
    return dropped;
  }

  /** Deliveries that begin from here on do not know the listener any more. */
  private void awaitDeliveries() {
    long deadline = System.nanoTime() + LAST_DELIVERY.toNanos();
    Map<Thread, Object> underWay = new HashMap<>(deliveries);
    underWay.remove(Thread.currentThread());
    underWay.forEach(
        (thread, delivery) -> {
          while (deliveries.get(thread) == delivery && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(POLL_NANOS);
          }
        });
  }

  private synchronized List<L> awaitFirst(Duration grace) {
    long deadline = emptySince + grace.toNanos();
    while (listeners.isEmpty() && !closed) {
      long rest = deadline - System.nanoTime();
      if (rest <= 0) {
        break;
      }
      try {
        wait(rest / 1_000_000 + 1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    return listeners;
  }

  private boolean namesThis(Object names) {
    List<Object> values = PropertyValues.of(names);
    return values.contains(name) || values.contains(any);
  }
}
