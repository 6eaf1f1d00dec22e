/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.wireadmin.Wire;
import org.osgi.service.wireadmin.WireAdminEvent;
import org.osgi.service.wireadmin.WireAdminListener;
import org.osgi.service.wireadmin.WireConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wires of an emitter, and what the components right behind it throw. Wire Admin catches that
 * and tells its listeners only. Thread-safe.
 */
final class ConsumerWires implements WireAdminListener {
  private static final Logger LOG = LoggerFactory.getLogger(ConsumerWires.class);

  private final String emitter;
  private final Counters<EmitterCounter> counters;
  private final RateLimit failureLog = new RateLimit();
  private final ServiceRegistration<WireAdminListener> registration;
  private volatile List<Wire> wires = List.of();

  ConsumerWires(BundleContext context, String emitter, Counters<EmitterCounter> counters) {
    this.emitter = emitter;
    this.counters = counters;
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(WireConstants.WIREADMIN_EVENTS, WireAdminEvent.CONSUMER_EXCEPTION);
    registration = context.registerService(WireAdminListener.class, this, properties);
  }

  /**
   * @param connected null for none, as Wire Admin says it
   */
  void connected(Wire[] connected) {
    wires = connected == null ? List.of() : List.of(connected);
  }

  int size() {
    return wires.size();
  }

  void close() {
    registration.unregister();
  }

  @Override
  public void wireAdminEvent(WireAdminEvent event) {
    if (event.getType() == WireAdminEvent.CONSUMER_EXCEPTION && wires.contains(event.getWire())) {
      failed(event.getWire(), event.getThrowable());
    }
  }

  private void failed(Wire wire, Throwable failure) {
    counters.increment(EmitterCounter.FAILED);
    if (failureLog.permits()) {
      LOG.error(
          "Emitter {}: the component {} behind it failed",
          emitter,
          wire.getProperties().get("receiver.kura.service.pid"),
          failure);
    }
  }
}
