/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.meterway.api.status.Restartable;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of this gateway that say how they are, and those that can begin anew. */
class GatewayParts {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayParts.class);

  private final BundleContext context;

  GatewayParts(BundleContext context) {
    this.context = context;
  }

  /** How all are right now. */
  List<Status> statuses() {
    List<Status> statuses = new ArrayList<>();
    each((source, status) -> statuses.add(status));
    return statuses;
  }

  /**
   * Has those begin anew that can.
   *
   * @return how many there were
   */
  int restart(Predicate<Status> which, String why) {
    List<Restartable> restarted = new ArrayList<>();
    each(
        (source, status) -> {
          if (source instanceof Restartable restartable && which.test(status)) {
            restartable.restart(why);
            restarted.add(restartable);
          }
        });
    return restarted.size();
  }

  private interface Visit {
    void visit(StatusSource source, Status status);
  }

  private void each(Visit visit) {
    try {
      for (ServiceReference<StatusSource> reference :
          context.getServiceReferences(StatusSource.class, null)) {
        StatusSource source = context.getService(reference);
        if (source != null) {
          try {
            visit.visit(source, source.describe());
          } catch (RuntimeException e) {
            LOG.warn("A part of the gateway does not tell how it is: {}", reference, e);
          } finally {
            context.ungetService(reference);
          }
        }
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e); // There is no filter.
    }
  }
}
