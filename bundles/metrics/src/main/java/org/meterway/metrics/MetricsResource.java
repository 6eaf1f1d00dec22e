/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.metrics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.meterway.api.status.RateLimit;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.meterway.api.web.WebRequest;
import org.meterway.api.web.WebResource;
import org.meterway.api.web.WebResponse;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers scrapes with what all parts of the gateway say at that moment. */
@Component(service = WebResource.class, property = WebResource.PATH + "=/metrics")
public final class MetricsResource implements WebResource {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsResource.class);
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int OK = 200;

  private final BundleContext context;
  private final RateLimit brokenLog = new RateLimit();
  private volatile Catalogue catalogue;

  /** Reads nothing before it is asked. */
  @Activate
  public MetricsResource(BundleContext context) {
    this.context = context;
  }

  @Override
  public void handle(WebRequest request, WebResponse response) throws IOException {
    if (!request.method().equals("GET")) {
      response.header("Allow", "GET");
      response.send(
          METHOD_NOT_ALLOWED,
          "text/plain; charset=utf-8",
          "Metrics are read with GET\n".getBytes(StandardCharsets.UTF_8));
      return;
    }
    Exposition exposition = new Exposition(request.header("Accept").orElse(""));
    byte[] text = exposition.text(families().snapshots());
    response.header("Cache-Control", "no-store");
    response.send(OK, exposition.contentType(), text);
  }

  private Families families() {
    Families families = new Families();
    families.info(
        "meterway_build",
        "Which Meterway this is, on which Java",
        "version",
        context.getBundle().getVersion().toString(),
        "java",
        System.getProperty("java.version", ""));
    new ProcessMetrics().addTo(families);
    SourceMetrics metrics = new SourceMetrics(catalogue(), families);
    List<Status> statuses = new ArrayList<>();
    int broken = 0;
    for (ServiceReference<StatusSource> reference : sources()) {
      if (!describe(reference, statuses)) {
        broken++;
      }
    }
    families.gauge(
        "meterway_broken_sources", "Parts that could not say how they are at this scrape", broken);
    statuses.sort(Comparator.comparing(Status::kind).thenComparing(Status::name));
    statuses.forEach(metrics::add);
    return families;
  }

  /** Read when it is needed first; twice does not matter. */
  private Catalogue catalogue() {
    Catalogue known = catalogue;
    if (known == null) {
      known = new Catalogue();
      catalogue = known;
    }
    return known;
  }

  private Iterable<ServiceReference<StatusSource>> sources() {
    try {
      return context.getServiceReferences(StatusSource.class, null);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("No filter was given", e);
    }
  }

  /** Whether it said something, or has gone meanwhile. */
  private boolean describe(ServiceReference<StatusSource> reference, List<Status> statuses) {
    StatusSource source = context.getService(reference);
    if (source == null) {
      return true;
    }
    try {
      statuses.add(source.describe());
      return true;
    } catch (RuntimeException e) {
      if (brokenLog.permits()) {
        LOG.warn("{} could not say how it is: {}", source.getClass().getName(), e.toString());
      }
      return false;
    } finally {
      context.ungetService(reference);
    }
  }
}
