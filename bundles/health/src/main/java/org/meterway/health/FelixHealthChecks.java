/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.health;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Has {@link HealthChecks} as long as somebody is there who executes them. A reference to that
 * service would say the same, but a component that waits for what hardly anybody installs looks
 * like a fault.
 */
@Component(
    service = {},
    immediate = true)
public final class FelixHealthChecks {
  private static final String EXECUTOR = "org.apache.felix.hc.api.execution.HealthCheckExecutor";

  private final Executors executors;

  /** Waits for an executor. */
  @Activate
  public FelixHealthChecks(BundleContext context) {
    executors = new Executors(context);
    executors.open();
  }

  @Deactivate
  void deactivate() {
    executors.close();
  }

  /** By name: their package may be missing. */
  private static final class Executors extends ServiceTracker<Object, AutoCloseable> {
    Executors(BundleContext context) {
      super(context, EXECUTOR, null);
    }

    @Override
    public AutoCloseable addingService(ServiceReference<Object> reference) {
      try {
        return size() == 0 ? new HealthChecks(context) : null;
      } catch (NoClassDefFoundError e) {
        // This bundle was resolved before Felix Health Checks were installed: not before a refresh.
        return null;
      }
    }

    @Override
    public void removedService(ServiceReference<Object> reference, AutoCloseable checks) {
      try {
        checks.close();
      } catch (Exception e) {
        throw new IllegalStateException("Health checks cannot be taken back", e);
      }
    }
  }
}
