/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.led;

import java.util.ArrayList;
import java.util.List;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all parts of the gateway say of themselves. */
final class Sources {
  private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

  private final BundleContext context;

  Sources(BundleContext context) {
    this.context = context;
  }

  List<Status> all() {
    List<Status> all = new ArrayList<>();
    try {
      for (ServiceReference<StatusSource> reference :
          context.getServiceReferences(StatusSource.class, null)) {
        StatusSource source = context.getService(reference);
        if (source != null) {
          describe(source, all);
          context.ungetService(reference);
        }
      }
    } catch (InvalidSyntaxException impossible) {
      throw new IllegalArgumentException(impossible);
    } catch (IllegalStateException stopping) {
      return List.of();
    }
    return all;
  }

  private static void describe(StatusSource source, List<Status> all) {
    try {
      all.add(source.describe());
    } catch (RuntimeException | LinkageError e) {
      LOG.debug("{} does not tell its state", source, e);
    }
  }
}
