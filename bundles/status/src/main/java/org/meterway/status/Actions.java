/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.status;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.meterway.api.status.Restartable;
import org.meterway.api.web.WebRequest;
import org.meterway.api.web.WebResource;
import org.meterway.api.web.WebResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What an operator can do from the page: a part begins anew. */
@Component(property = WebResource.PATH + "=/actions")
public final class Actions implements WebResource {
  private final Overview overview;

  /** Acts on what the overview knows. */
  @Activate
  public Actions(@Reference(name = "Overview") Overview overview) {
    this.overview = overview;
  }

  @Override
  public void handle(WebRequest request, WebResponse response) throws IOException {
    Answers.whole(request, response, "POST", () -> act(request, response));
  }

  private void act(WebRequest request, WebResponse response) throws IOException {
    Map<String, String> order;
    try {
      order = FlatJson.parse(request.body());
    } catch (IllegalArgumentException e) {
      answer(response, 400, "error", "this is no JSON object of texts: " + e.getMessage());
      return;
    }
    String kind = order.getOrDefault("kind", "");
    String name = order.getOrDefault("name", "");
    if (!"restart".equals(order.get("action"))) {
      answer(response, 400, "error", "the action is not restart");
      return;
    }
    Optional<Restartable> part = overview.restartable(kind, name);
    if (part.isEmpty()) {
      answer(response, 404, "error", "there is no " + kind + " " + name + " that can begin anew");
      return;
    }
    part.get().restart("asked for on the status page by " + request.user());
    answer(response, 202, "done", kind + " " + name + " begins anew");
  }

  private static void answer(WebResponse response, int status, String member, String words)
      throws IOException {
    String json = Json.object(words, (object, text) -> object.member(member, text));
    response.send(status, "application/json", Json.bytes(json));
  }
}
