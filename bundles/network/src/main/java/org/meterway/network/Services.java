/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * Services of one kind that are there. Each is fetched when it is used first, not when it appears:
 * head ends listen to the watch that looks at them, and neither is to wait for the other.
 * Thread-safe, without a lock.
 */
final class Services<S> {
  private final Function<ServiceReference<S>, S> fetch;
  private final Consumer<ServiceReference<S>> release;
  private final ConcurrentSkipListMap<ServiceReference<S>, AtomicReference<S>> known =
      new ConcurrentSkipListMap<>();

  Services(BundleContext context) {
    this(context::getService, context::ungetService);
  }

  Services(Function<ServiceReference<S>, S> fetch, Consumer<ServiceReference<S>> release) {
    this.fetch = fetch;
    this.release = release;
  }

  void add(ServiceReference<S> reference) {
    known.putIfAbsent(reference, new AtomicReference<>());
  }

  void remove(ServiceReference<S> reference) {
    AtomicReference<S> gone = known.remove(reference);
    if (gone != null && gone.getAndSet(null) != null) {
      release(reference);
    }
  }

  /** All that are there, the highest ranking first. */
  List<ServiceReference<S>> references() {
    return List.copyOf(known.descendingKeySet());
  }

  int size() {
    return known.size();
  }

  /** A service; empty if it has gone. */
  Optional<S> get(ServiceReference<S> reference) {
    AtomicReference<S> holder = known.get(reference);
    if (holder == null) {
      return Optional.empty();
    }
    S service = holder.get();
    if (service == null) {
      service = fetch.apply(reference);
      if (service != null && !holder.compareAndSet(null, service)) {
        release(reference);
      }
      if (known.get(reference) != holder && holder.getAndSet(null) != null) {
        release(reference);
        return Optional.empty();
      }
    }
    return Optional.ofNullable(service);
  }

  private void release(ServiceReference<S> reference) {
    try {
      release.accept(reference);
    } catch (IllegalStateException stopped) {
      return; // The whole bundle has stopped, and all that it held is released.
    }
  }
}
