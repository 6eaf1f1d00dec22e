/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.io.IOException;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.meterway.api.handler.HandlesProtocol;
import org.meterway.api.handler.MessageContext;
import org.meterway.api.handler.MessageHandler;
import org.meterway.api.handler.NonBlocking;
import org.meterway.api.handler.ServesLinks;
import org.meterway.api.headend.SendResult;
import org.meterway.api.link.MeterLink;
import org.meterway.api.message.Message;
import org.meterway.dlms.transport.FedByteLine;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

/**
 * The transparent channel (0x2100) of a link as a line. While it is open the link's payloads come
 * here; else whoever handles them otherwise has them.
 */
final class LinkLine extends SharedLine implements MessageHandler {
  private static final int CAPACITY = 128 * 1024;

  /** As a link cuts what the head end sends, unless it is configured otherwise. */
  private static final int LONGEST_PAYLOAD = 1024;

  private final BundleContext context;
  private final MeterLink link;
  private final String owner;
  private final int ranking;
  private final AtomicLong unheard;
  private final AtomicReference<ServiceRegistration<MessageHandler>> registration =
      new AtomicReference<>();

  /**
   * @param owner what the handler is called in the registry's report
   * @param ranking which of several such lines of one link has the payloads
   */
  LinkLine(BundleContext context, MeterLink link, String owner, int ranking) {
    super(new FedByteLine(CAPACITY, (bytes, offset, length) -> send(link, bytes, offset, length)));
    this.context = context;
    this.link = link;
    this.owner = owner;
    this.ranking = ranking;
    this.unheard = new AtomicLong();
  }

  @Override
  public void open() throws IOException {
    super.open();
    if (registration.get() == null) {
      try {
        registration.set(context.registerService(MessageHandler.class, this, properties()));
      } catch (IllegalStateException e) {
        throw new IOException("the gateway stops", e);
      }
    }
  }

  private Dictionary<String, Object> properties() {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("component.name", owner);
    properties.put(HandlesProtocol.PROPERTY, new int[] {Message.TRANSPARENT});
    properties.put(NonBlocking.PROPERTY, true);
    properties.put(ServesLinks.PROPERTY, new String[] {link.name()});
    properties.put(Constants.SERVICE_RANKING, ranking);
    return properties;
  }

  @Override
  public void handle(Message message, MessageContext from) {
    if (message instanceof Message.Transparent transparent) {
      byte[] payload = transparent.payload();
      unheard.addAndGet(payload.length - fed().feed(payload, 0, payload.length));
    } else {
      unheard.incrementAndGet();
    }
  }

  private static void send(MeterLink link, byte[] bytes, int offset, int length)
      throws IOException {
    int end = offset + length;
    for (int at = offset; at < end; at += LONGEST_PAYLOAD) {
      byte[] payload = Arrays.copyOfRange(bytes, at, Math.min(end, at + LONGEST_PAYLOAD));
      SendResult result = link.send(new Message.Transparent(payload));
      if (!result.isAccepted()) {
        throw new IOException(
            "link "
                + link.name()
                + (result == SendResult.CLOSED
                    ? " has no open port"
                    : " does not take what is sent: " + result));
      }
    }
  }

  /** Gives the payloads back to whoever handled them before. */
  @Override
  public void close() {
    ServiceRegistration<MessageHandler> registered = registration.getAndSet(null);
    if (registered != null) {
      unregister(registered);
    }
    super.close();
  }

  @Override
  long unheard() {
    return unheard.get();
  }

  @Override
  String inWords() {
    return "link " + link.name();
  }

  @Override
  void discard() {
    close();
  }
}
