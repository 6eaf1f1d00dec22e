/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.status;

import java.io.IOException;
import java.util.Hashtable;
import java.util.Optional;
import org.meterway.api.link.MessageListener;
import org.meterway.api.web.WebRequest;
import org.meterway.api.web.WebResource;
import org.meterway.api.web.WebResponse;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The state and the messages as server-sent events. */
@Component(property = WebResource.PATH + "=/events")
public final class Events implements WebResource {
  private final BundleContext context;
  private final LiveFeed feed;
  private ServiceRegistration<MessageListener> listening;

  /** Sends to nobody yet. */
  @Activate
  public Events(BundleContext context, @Reference(name = "Overview") Overview overview) {
    this.context = context;
    feed = new LiveFeed(overview::snapshot, this::listen);
  }

  /** Links do not even copy a message while nobody listens. */
  private void listen(boolean wanted) {
    if (wanted) {
      Hashtable<String, Object> everywhere = new Hashtable<>();
      everywhere.put(MessageListener.LINK, MessageListener.ANY);
      listening = context.registerService(MessageListener.class, feed, everywhere);
    } else {
      listening.unregister();
    }
  }

  @Override
  public void handle(WebRequest request, WebResponse response) throws IOException {
    Answers.whole(request, response, "GET", () -> begin(request, response));
  }

  private void begin(WebRequest request, WebResponse response) throws IOException {
    Optional<Integer> protocol;
    try {
      protocol = wanted(request, "protocol").map(Integer::decode);
    } catch (NumberFormatException e) {
      Answers.say(response, 400, "Refused: protocol is no id such as 0x2100.");
      return;
    }
    feed.join(new Viewer(response.events(), wanted(request, "link"), protocol, System::nanoTime));
  }

  private static Optional<String> wanted(WebRequest request, String parameter) {
    return request.parameter(parameter).filter(value -> !value.isEmpty());
  }

  @Deactivate
  void deactivate() {
    feed.close();
  }
}
