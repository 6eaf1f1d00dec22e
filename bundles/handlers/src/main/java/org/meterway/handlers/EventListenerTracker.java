/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.util.Collection;
import java.util.function.Supplier;
import org.meterway.api.parameter.MeterEventListener;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/** The {@link MeterEventListener} services, by ranking. */
final class EventListenerTracker
    implements Supplier<Collection<MeterEventListener>>, AutoCloseable {
  private final ServiceTracker<MeterEventListener, MeterEventListener> tracker;

  EventListenerTracker(BundleContext context) {
    tracker = new ServiceTracker<>(context, MeterEventListener.class, null);
  }

  void open() {
    tracker.open();
  }

  @Override
  public Collection<MeterEventListener> get() {
    return tracker.getTracked().values();
  }

  @Override
  public void close() {
    tracker.close();
  }
}
