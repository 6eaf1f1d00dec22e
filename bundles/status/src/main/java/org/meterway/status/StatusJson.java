/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.status;

import java.io.IOException;
import org.meterway.api.web.WebRequest;
import org.meterway.api.web.WebResource;
import org.meterway.api.web.WebResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The whole state, once. */
@Component(property = WebResource.PATH + "=/status.json")
public final class StatusJson implements WebResource {
  private final Overview overview;

  /** Tells what the overview knows. */
  @Activate
  public StatusJson(@Reference(name = "Overview") Overview overview) {
    this.overview = overview;
  }

  @Override
  public void handle(WebRequest request, WebResponse response) throws IOException {
    Answers.whole(
        request,
        response,
        "GET",
        () -> response.send(200, "application/json", Json.bytes(overview.snapshot().json())));
  }
}
