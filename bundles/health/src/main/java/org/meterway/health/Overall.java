/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.meterway.api.status.Health;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * How all parts of the gateway are at one moment.
 *
 * @param parts the worst first
 */
record Overall(List<Status> parts) {
  /** Asks all of them. */
  static Overall of(BundleContext context) {
    List<Status> parts = new ArrayList<>();
    try {
      for (ServiceReference<StatusSource> reference :
          context.getServiceReferences(StatusSource.class, null)) {
        StatusSource source = context.getService(reference);
        if (source != null) {
          parts.add(describe(source));
          context.ungetService(reference);
        }
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("No filter was given", e);
    }
    parts.sort(
        Comparator.comparing(Status::health)
            .reversed()
            .thenComparing(Status::kind)
            .thenComparing(Status::name));
    return new Overall(parts);
  }

  private static Status describe(StatusSource source) {
    try {
      return source.describe();
    } catch (RuntimeException e) {
      return new Status(
          "unknown",
          source.getClass().getName(),
          "SILENT",
          Health.WARNING,
          "it could not say how it is: " + e,
          Instant.now(),
          Map.of(),
          Map.of());
    }
  }

  /** That of the worst part. */
  Health health() {
    return parts.isEmpty() ? Health.OK : parts.get(0).health();
  }
}
