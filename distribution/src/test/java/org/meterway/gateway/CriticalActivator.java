/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.time.Instant;
import java.util.Map;
import org.meterway.api.status.Health;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Goes into a bundle of its own, which says that it does not do its work. */
public final class CriticalActivator implements BundleActivator, StatusSource {
  @Override
  public void start(BundleContext context) {
    context.registerService(StatusSource.class, this, null);
  }

  @Override
  public void stop(BundleContext context) {
    // The service goes with the bundle.
  }

  @Override
  public Status describe() {
    return new Status(
        "example",
        "broken",
        "BROKEN",
        Health.CRITICAL,
        "made to be so",
        Instant.EPOCH,
        Map.of(),
        Map.of());
  }
}
