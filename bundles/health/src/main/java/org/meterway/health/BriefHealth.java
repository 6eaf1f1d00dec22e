/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.health;

import java.io.IOException;
import org.meterway.api.web.WebRequest;
import org.meterway.api.web.WebResource;
import org.meterway.api.web.WebResponse;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** How the gateway is, in one word, for load balancers and monitors without a password. */
@Component(
    service = WebResource.class,
    property = {WebResource.PATH + "=/health", WebResource.PUBLIC + ":Boolean=true"})
public final class BriefHealth implements WebResource {
  private final BundleContext context;

  /** Asks nobody yet. */
  @Activate
  public BriefHealth(BundleContext context) {
    this.context = context;
  }

  @Override
  public void handle(WebRequest request, WebResponse response) throws IOException {
    if (HealthAnswer.isRight(request, response)) {
      Overall overall = Overall.of(context);
      HealthAnswer.send(response, overall.health(), Json.brief(overall));
    }
  }
}
