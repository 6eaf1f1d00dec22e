/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.meterway.api.parameter.ParameterProvider;
import org.meterway.api.parameter.ProvidesParameters;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@link ParameterProvider} services by what they provide. */
final class ProviderTracker
    implements ParameterProviders,
        ServiceTrackerCustomizer<ParameterProvider, ProviderTracker.Entry>,
        AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderTracker.class);

  private final BundleContext context;
  private final ServiceTracker<ParameterProvider, Entry> tracker;

  ProviderTracker(BundleContext context) {
    this.context = context;
    this.tracker = new ServiceTracker<>(context, ParameterProvider.class, this);
  }

  void open() {
    tracker.open();
  }

  @Override
  public List<ParameterProvider> of(int parameter) {
    return providing(parameter, false);
  }

  @Override
  public List<ParameterProvider> ofLastResort(int parameter) {
    return providing(parameter, true);
  }

  private List<ParameterProvider> providing(int parameter, boolean lastResort) {
    // A tracker sorts by ranking, the highest first.
    return tracker.getTracked().values().stream()
        .filter(entry -> entry.lastResort == lastResort && entry.parameters.contains(parameter))
        .map(entry -> entry.provider)
        .toList();
  }

  /** Why services are not asked, by their names. */
  Map<String, String> rejected() {
    Map<String, String> rejected = new TreeMap<>();
    for (Map.Entry<ServiceReference<ParameterProvider>, Entry> tracked :
        tracker.getTracked().entrySet()) {
      if (!tracked.getValue().problem.isEmpty()) {
        rejected.put(name(tracked.getKey()), tracked.getValue().problem);
      }
    }
    return rejected;
  }

  @Override
  public Entry addingService(ServiceReference<ParameterProvider> reference) {
    ParameterProvider provider = context.getService(reference);
    if (provider == null) {
      return null;
    }
    Entry entry = new Entry(provider);
    read(reference, entry);
    return entry;
  }

  @Override
  public void modifiedService(ServiceReference<ParameterProvider> reference, Entry entry) {
    read(reference, entry);
  }

  @Override
  public void removedService(ServiceReference<ParameterProvider> reference, Entry entry) {
    context.ungetService(reference);
  }

  @Override
  public void close() {
    tracker.close();
  }

  private static void read(ServiceReference<ParameterProvider> reference, Entry entry) {
    entry.lastResort =
        reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer ranking && ranking < 0;
    try {
      entry.parameters = ParameterIds.of(reference.getProperty(ProvidesParameters.PROPERTY));
      entry.problem = "";
    } catch (IllegalArgumentException e) {
      entry.parameters = Set.of();
      entry.problem = ProvidesParameters.PROPERTY + " is " + e.getMessage();
      LOG.error("Parameter provider {} rejected: {}", name(reference), entry.problem);
    }
  }

  private static String name(ServiceReference<?> reference) {
    return reference.getProperty("component.name") instanceof String name
        ? name
        : "service " + reference.getProperty("service.id");
  }

  /** A provider and what its service properties say. */
  static final class Entry {
    private final ParameterProvider provider;
    private volatile Set<Integer> parameters = Set.of();
    private volatile boolean lastResort;
    private volatile String problem = "";

    private Entry(ParameterProvider provider) {
      this.provider = provider;
    }
  }
}
