/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.health;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.meterway.api.status.Health;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A Felix Health Check for each part of the gateway and each aspect of its platform. Where Felix
 * Health Checks are not installed, this class is never loaded.
 */
final class HealthChecks implements AutoCloseable {
  private static final String TAG = "meterway";

  private final BundleContext context;
  private final List<ServiceRegistration<HealthCheck>> ofPlatform = new ArrayList<>();
  private final ServiceTracker<StatusSource, ServiceRegistration<HealthCheck>> ofParts;

  /** Registers them all, and follows what comes and goes. */
  HealthChecks(BundleContext context) {
    this.context = context;
    for (Aspect aspect : Aspects.of(context)) {
      ofPlatform.add(register(Platform.KIND, aspect.name(), () -> result(aspect.look())));
    }
    ofParts = new Parts();
    ofParts.open();
  }

  @Override
  public void close() {
    ofParts.close();
    ofPlatform.forEach(ServiceRegistration::unregister);
  }

  private ServiceRegistration<HealthCheck> register(String kind, String name, HealthCheck check) {
    Dictionary<String, Object> properties =
        new Hashtable<>(
            Map.of(
                HealthCheck.NAME,
                kind + " " + name,
                HealthCheck.TAGS,
                new String[] {TAG, kind, name}));
    return context.registerService(HealthCheck.class, check, properties);
  }

  private static Result result(Finding finding) {
    return new Result(
        status(finding.health()), finding.words().isEmpty() ? finding.figure() : finding.words());
  }

  static Result result(Status status) {
    return new Result(
        status(status.health()),
        status.reason().isEmpty() ? status.state() : status.state() + ": " + status.reason());
  }

  private static Result.Status status(Health health) {
    return switch (health) {
      case OK -> Result.Status.OK;
      case WARNING -> Result.Status.WARN;
      case CRITICAL -> Result.Status.CRITICAL;
    };
  }

  /** The parts of the gateway; the platform has checks of its own. */
  private final class Parts extends ServiceTracker<StatusSource, ServiceRegistration<HealthCheck>> {
    Parts() {
      super(HealthChecks.this.context, StatusSource.class, null);
    }

    @Override
    public ServiceRegistration<HealthCheck> addingService(
        ServiceReference<StatusSource> reference) {
      StatusSource source = context.getService(reference);
      if (source == null) {
        return null;
      }
      Status status = source.describe();
      if (status.kind().equals(Platform.KIND)) {
        context.ungetService(reference);
        return null;
      }
      return register(status.kind(), status.name(), () -> result(source.describe()));
    }

    @Override
    public void removedService(
        ServiceReference<StatusSource> reference, ServiceRegistration<HealthCheck> check) {
      check.unregister();
      context.ungetService(reference);
    }
  }
}
