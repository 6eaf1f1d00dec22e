/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import org.meterway.api.network.NetworkListener;
import org.meterway.api.network.NetworkState;
import org.meterway.api.network.NetworkStatus;
import org.meterway.api.status.Counters;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners of changes, in order, on a thread of their own, so that none of them holds up the
 * checks. Thread-safe.
 */
final class Listeners implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  /** Far more than ever wait, unless a listener hangs. */
  private static final int QUEUED = 256;

  private final Services<NetworkListener> services;
  private final Counters<WatchCounter> counters;
  private final ThreadPoolExecutor thread = Threads.single("meterway-network-listeners", QUEUED);
  private NetworkStatus last;

  /**
   * Knows nobody yet.
   *
   * @param first what is known at the beginning
   */
  Listeners(
      Services<NetworkListener> services, NetworkStatus first, Counters<WatchCounter> counters) {
    this.services = services;
    this.last = first;
    this.counters = counters;
  }

  /** From now on it hears of changes, and of the present state at once. */
  synchronized void add(ServiceReference<NetworkListener> listener) {
    services.add(listener);
    if (last.state() != NetworkState.UNKNOWN) {
      NetworkStatus present = last;
      submit(() -> tell(listener, present));
    }
  }

  void remove(ServiceReference<NetworkListener> listener) {
    services.remove(listener);
  }

  int size() {
    return services.size();
  }

  /** Tells everybody. */
  synchronized void changed(NetworkStatus status) {
    last = status;
    for (ServiceReference<NetworkListener> listener : services.references()) {
      submit(() -> tell(listener, status));
    }
  }

  private void submit(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      counters.increment(WatchCounter.CHANGES_UNTOLD);
    }
  }

  private void tell(ServiceReference<NetworkListener> reference, NetworkStatus status) {
    try {
      services.get(reference).ifPresent(listener -> listener.changed(status));
    } catch (RuntimeException | LinkageError e) {
      counters.increment(WatchCounter.LISTENERS_FAILED);
      LOG.error("A listener to the network failed: {}", reference, e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
