/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.whiteboard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The whiteboard services that name one instance, such as the listeners of one port. Reading takes
 * a snapshot and no lock. Thread-safe.
 *
 * @param <L> the type of the services
 */
public final class NamedListeners<L> {
  private final String name;
  private final String any;
  private volatile List<L> listeners = List.of();
  private long emptySince = System.nanoTime();
  private boolean closed;

  /**
   * No listeners yet.
   *
   * @param name the instance's name
   * @param any the name that means every instance
   */
  public NamedListeners(String name, String any) {
    this.name = name;
    this.any = any;
  }

  /**
   * Adds, keeps or removes a listener, as its property says.
   *
   * @param names value of the service property: a String, an array or a collection of them; others
   *     name nothing
   */
  public synchronized void put(L listener, Object names) {
    if (!namesThis(names)) {
      remove(listener);
    } else if (!listeners.contains(listener)) {
      List<L> more = new ArrayList<>(listeners);
      more.add(listener);
      listeners = List.copyOf(more);
      notifyAll();
    }
  }

  /** Removes a listener, if it is there. */
  public synchronized void remove(L listener) {
    if (listeners.contains(listener)) {
      List<L> fewer = new ArrayList<>(listeners);
      fewer.remove(listener);
      listeners = List.copyOf(fewer);
      if (listeners.isEmpty()) {
        emptySince = System.nanoTime();
      }
    }
  }

  /** The listeners right now. */
  public List<L> current() {
    return listeners;
  }

  /**
   * The listeners; while there are none, waits for the first one, so that what comes in while a
   * listener is being replaced is not lost. An interrupt ends the wait and stays set.
   *
   * @param grace how long to wait at most, counted from when the last listener went
   */
  public List<L> await(Duration grace) {
    List<L> now = listeners;
    return now.isEmpty() ? awaitFirst(grace) : now;
  }

  /** Nobody waits any more. */
  public synchronized void close() {
    closed = true;
    notifyAll();
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
