/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those of the service registry. */
final class OsgiServices implements Services {
  private static final Logger LOG = LoggerFactory.getLogger(OsgiServices.class);

  private final BundleContext context;

  OsgiServices(BundleContext context) {
    this.context = context;
  }

  @Override
  public <T, R> List<R> map(Class<T> type, Function<T, R> use) {
    List<R> results = new ArrayList<>();
    for (ServiceReference<T> reference : references(type)) {
      T service = context.getService(reference);
      if (service != null) {
        try {
          results.add(use.apply(service));
        } catch (RuntimeException e) {
          LOG.warn("A service of {} does not tell its state", reference.getBundle(), e);
        } finally {
          context.ungetService(reference);
        }
      }
    }
    return results;
  }

  private <T> List<ServiceReference<T>> references(Class<T> type) {
    try {
      Collection<ServiceReference<T>> found = context.getServiceReferences(type, null);
      List<ServiceReference<T>> sorted = new ArrayList<>(found);
      sorted.sort(Collections.reverseOrder());
      return sorted;
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("No filter was given", e);
    }
  }
}
