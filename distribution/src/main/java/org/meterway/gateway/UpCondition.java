/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.condition.Condition;

/**
 * Says to all bundles that the gateway is up: a condition, which is there from when everything has
 * started until the gateway begins to stop.
 */
final class UpCondition implements AutoCloseable {
  /** Its id. */
  static final String ID = "org.meterway.up";

  private final ServiceRegistration<Condition> registration;

  UpCondition(BundleContext context) {
    registration =
        context.registerService(
            Condition.class,
            Condition.INSTANCE,
            new Hashtable<>(Map.of(Condition.CONDITION_ID, ID)));
  }

  @Override
  public void close() {
    try {
      registration.unregister();
    } catch (IllegalStateException e) {
      // The framework has stopped, or somebody closes the gateway again.
      return;
    }
  }
}
