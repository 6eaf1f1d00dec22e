/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.util.Optional;
import org.meterway.api.network.RecoveryAction;
import org.meterway.api.whiteboard.PropertyValues;
import org.osgi.framework.ServiceReference;

/** The recovery actions that are there, by name. Thread-safe. */
final class Actions {
  private final Services<RecoveryAction> services;

  Actions(Services<RecoveryAction> services) {
    this.services = services;
  }

  /** The one of the highest ranking of that name. */
  Optional<ServiceReference<RecoveryAction>> named(String name) {
    return services.references().stream()
        .filter(
            reference ->
                PropertyValues.of(reference.getProperty(RecoveryAction.NAME)).contains(name))
        .findFirst();
  }

  /** Whether it ends this gateway's run. */
  static boolean endsRun(ServiceReference<RecoveryAction> reference) {
    return Boolean.TRUE.equals(reference.getProperty(RecoveryAction.ENDS_RUN));
  }

  /** The action itself; empty if it has gone. */
  Optional<RecoveryAction> get(ServiceReference<RecoveryAction> reference) {
    return services.get(reference);
  }
}
