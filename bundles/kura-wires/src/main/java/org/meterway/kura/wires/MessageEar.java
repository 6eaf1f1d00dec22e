/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.function.LongSupplier;
import org.meterway.api.link.MessageListener;
import org.meterway.api.message.Message;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the messages of the configured links and queues those that the filter lets pass.
 *
 * <p>A service of its own: a component cannot compute the service property that names the links.
 * The component runtime makes the changes one at a time; messages come on any thread.
 */
final class MessageEar implements MessageListener {
  private static final Logger LOG = LoggerFactory.getLogger(MessageEar.class);

  private final BundleContext context;
  private final String emitter;
  private final EmissionQueue queue;
  private final Counters<EmitterCounter> counters;
  private final LongSupplier millis;
  private final RateLimit droppedLog = new RateLimit();
  private volatile EmitterOptions options;
  private ServiceRegistration<MessageListener> registration;

  /**
   * Hears nothing yet.
   *
   * @param millis the time, in milliseconds of the epoch
   */
  MessageEar(
      BundleContext context,
      String emitter,
      EmissionQueue queue,
      Counters<EmitterCounter> counters,
      LongSupplier millis) {
    this.context = context;
    this.emitter = emitter;
    this.queue = queue;
    this.counters = counters;
    this.millis = millis;
  }

  /** Takes over the filter and listens to the links; those that stay are not left meanwhile. */
  void listen(EmitterOptions changed) {
    EmitterOptions earlier = options;
    options = changed;
    if (registration == null) {
      registration =
          context.registerService(MessageListener.class, this, properties(changed.links()));
    } else if (!changed.links().equals(earlier.links())) {
      registration.setProperties(properties(changed.links()));
    }
  }

  /** Hears nothing any more. */
  void close() {
    if (registration != null) {
      registration.unregister();
      registration = null;
    }
  }

  @Override
  public void received(String link, Message message, byte[] buffer, int offset, int length) {
    if (!options.filter().passes(message)) {
      counters.increment(EmitterCounter.FILTERED);
      return;
    }
    counters.increment(EmitterCounter.MESSAGES);
    byte[] information = Arrays.copyOfRange(buffer, offset, offset + length);
    if (!queue.offer(new HeardMessage(link, message, information, millis.getAsLong()))) {
      dropped(link);
    }
  }

  private void dropped(String link) {
    counters.increment(EmitterCounter.DROPPED);
    if (droppedLog.permits()) {
      LOG.warn(
          "Emitter {}: the components behind it are slower than the meters; a message of link {} was"
              + " dropped, {} so far",
          emitter,
          link,
          counters.get(EmitterCounter.DROPPED));
    }
  }

  private Dictionary<String, Object> properties(List<String> links) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(Constants.SERVICE_DESCRIPTION, "Wire emitter " + emitter);
    properties.put(LINK, links.isEmpty() ? new String[] {ANY} : links.toArray(String[]::new));
    return properties;
  }
}
