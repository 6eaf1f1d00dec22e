/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.meterway.api.network.NetworkState;
import org.meterway.api.network.NetworkStatus;
import org.meterway.api.network.NetworkWatch;

/**
 * Whether a head end may connect for the first time: once the network watch has found the network.
 * From then on it tries by itself, whatever the watch says. Thread-safe.
 */
final class NetworkGate {
  /** At start, the watch may come after the head end. */
  static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final long begin;
  private volatile NetworkWatch watch;
  private volatile NetworkState told = NetworkState.UNKNOWN;
  private volatile boolean opened;

  NetworkGate(LongSupplier nanoTime) {
    begin = nanoTime.getAsLong();
  }

  void bind(NetworkWatch bound) {
    watch = bound;
  }

  void unbind(NetworkWatch gone) {
    if (watch == gone) {
      watch = null;
    }
  }

  /**
   * The watch has told something.
   *
   * @return whether the network has come back
   */
  boolean changed(NetworkStatus status) {
    boolean isBack = status.state() == NetworkState.ONLINE && told != NetworkState.ONLINE;
    told = status.state();
    return isBack;
  }

  /** Whether the head end has not been let through yet. */
  boolean isClosed() {
    return !opened;
  }

  /** Why the head end should not connect yet, in words; empty if it may. */
  String obstacle(long now) {
    if (opened) {
      return "";
    }
    NetworkWatch present = watch;
    if (present == null && now - begin < PATIENCE_NANOS) {
      return "waits for the network watch";
    }
    if (present == null || present.status().state() == NetworkState.ONLINE) {
      opened = true;
      return "";
    }
    return present.status().state() == NetworkState.OFFLINE
        ? "waits for the network, which is not there"
        : "waits for the network, which is being looked at";
  }
}
