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

/** How every part of the gateway is and why, for whoever has logged in. */
@Component(service = WebResource.class, property = WebResource.PATH + "=/health/detail")
public final class DetailedHealth implements WebResource {
  private final BundleContext context;

  /** Asks nobody yet. */
  @Activate
  public DetailedHealth(BundleContext context) {
    this.context = context;
  }

  @Override
  public void handle(WebRequest request, WebResponse response) throws IOException {
    if (HealthAnswer.isRight(request, response)) {
      Overall overall = Overall.of(context);
      HealthAnswer.send(response, overall.health(), Json.detailed(overall));
    }
  }
}
