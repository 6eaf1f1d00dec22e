/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.util.Optional;
import java.util.function.Consumer;
import org.meterway.api.link.MeterLink;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/** The {@link MeterLink} services by their names. */
final class LinkTracker
    implements LinkDirectory, ServiceTrackerCustomizer<MeterLink, MeterLink>, AutoCloseable {
  private final BundleContext context;
  private final ServiceTracker<MeterLink, MeterLink> tracker;
  private final Consumer<String> gone;

  /**
   * @param gone hears the names of links that go away
   */
  LinkTracker(BundleContext context, Consumer<String> gone) {
    this.context = context;
    this.gone = gone;
    this.tracker = new ServiceTracker<>(context, MeterLink.class, this);
  }

  void open() {
    tracker.open();
  }

  @Override
  public Optional<MeterLink> find(String name) {
    return tracker.getTracked().values().stream()
        .filter(link -> link.name().equals(name))
        .findFirst();
  }

  @Override
  public MeterLink addingService(ServiceReference<MeterLink> reference) {
    return context.getService(reference);
  }

  @Override
  public void modifiedService(ServiceReference<MeterLink> reference, MeterLink link) {
    // A link keeps its name as long as it lives.
  }

  @Override
  public void removedService(ServiceReference<MeterLink> reference, MeterLink link) {
    gone.accept(link.name());
    context.ungetService(reference);
  }

  @Override
  public void close() {
    tracker.close();
  }
}
