/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Optional;
import java.util.function.Function;
import org.meterway.api.port.MeterPort;
import org.meterway.api.port.PortListener;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The channel over the port that is there, as ports come and go. Thread-safe. */
final class ModemPort implements AutoCloseable {
  private final BundleContext context;
  private final Function<MeterPort, AtChannel> opener;
  private final Runnable changed;

  // Guarded by this.
  private boolean chosen;
  private MeterPort port;
  private MeterPort used;
  private AtChannel channel;
  private ServiceRegistration<PortListener> registration;

  /**
   * @param changed is told that the channel is another one, or gone; without the lock
   */
  ModemPort(BundleContext context, Function<MeterPort, AtChannel> opener, Runnable changed) {
    this.context = context;
    this.opener = opener;
    this.changed = changed;
  }

  /** Whether a port is wanted: without a target, any port would match. */
  void choose(boolean wanted) {
    synchronized (this) {
      chosen = wanted;
    }
    renew();
  }

  void bind(MeterPort newPort) {
    synchronized (this) {
      port = newPort;
    }
    renew();
  }

  void unbind(MeterPort gone) {
    synchronized (this) {
      if (port == gone) {
        port = null;
      }
    }
    renew();
  }

  synchronized Optional<AtChannel> channel() {
    return Optional.ofNullable(channel);
  }

  private void renew() {
    AtChannel before;
    ServiceRegistration<PortListener> heard;
    synchronized (this) {
      MeterPort wanted = chosen ? port : null;
      if (wanted == used) {
        return;
      }
      before = channel;
      heard = registration;
      used = wanted;
      channel = wanted == null ? null : opener.apply(wanted);
      registration = null;
    }
    if (heard != null) {
      unregister(heard);
    }
    if (before != null) {
      before.close();
    }
    listen();
    changed.run();
  }

  private void listen() {
    AtChannel listening;
    MeterPort heard;
    synchronized (this) {
      listening = channel;
      heard = used;
    }
    if (listening == null) {
      return;
    }
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(PortListener.PORT, heard.name());
    ServiceRegistration<PortListener> made =
        context.registerService(PortListener.class, listening, properties);
    boolean isStale;
    synchronized (this) {
      isStale = channel != listening || registration != null;
      if (!isStale) {
        registration = made;
      }
    }
    if (isStale) { // Meanwhile, by another thread.
      unregister(made);
    }
  }

  private static void unregister(ServiceRegistration<?> registered) {
    try {
      registered.unregister();
    } catch (IllegalStateException e) {
      // The framework was first: the bundle has stopped.
    }
  }

  @Override
  public void close() {
    choose(false);
  }
}
