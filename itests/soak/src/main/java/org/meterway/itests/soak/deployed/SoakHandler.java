/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak.deployed;

import java.nio.ByteBuffer;
import java.util.Dictionary;
import java.util.Hashtable;
import org.meterway.api.handler.HandlesProtocol;
import org.meterway.api.handler.MessageContext;
import org.meterway.api.handler.MessageHandler;
import org.meterway.api.handler.NonBlocking;
import org.meterway.api.handler.ServesLinks;
import org.meterway.api.message.Message;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Passes the payloads of simulated meters on and tells the meter of each whether it was accepted,
 * so that the meter knows what the gateway has promised to deliver. Deployed into the gateway.
 *
 * <p>Links whose name ends with an odd digit are served by a handler that does not block, the
 * others by one that may.
 */
public final class SoakHandler implements BundleActivator, MessageHandler {
  /** The command of the acknowledgement, as the simulated meter knows it. */
  static final int ACKNOWLEDGEMENT = 0xA6;

  /** Where the sequence number stands in a simulated payload. */
  private static final int SEQUENCE_AT = 7;

  private static final int LINKS = 16;

  @Override
  public void start(BundleContext context) {
    context.registerService(MessageHandler.class, this, properties(1, true));
    context.registerService(MessageHandler.class, new Blocking(this), properties(0, false));
  }

  private static Dictionary<String, Object> properties(int remainder, boolean nonBlocking) {
    String[] links = new String[LINKS / 2];
    for (int i = 0; i < links.length; i++) {
      links[i] = "meter" + (2 * i + remainder);
    }
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(HandlesProtocol.PROPERTY, new int[] {Message.TRANSPARENT});
    properties.put(ServesLinks.PROPERTY, links);
    properties.put(NonBlocking.PROPERTY, nonBlocking);
    return properties;
  }

  @Override
  public void stop(BundleContext context) {
    // The framework takes the services away.
  }

  @Override
  public void handle(Message message, MessageContext context) {
    if (message instanceof Message.Transparent transparent
        && transparent.payload().length >= SEQUENCE_AT + 4) {
      // Read before it is sent: the array is the head end's then.
      int sequence = ByteBuffer.wrap(transparent.payload()).getInt(SEQUENCE_AT);
      boolean accepted = context.sendToHeadEnd(transparent.payload()).isAccepted();
      byte[] answer =
          ByteBuffer.allocate(5).putInt(sequence).put((byte) (accepted ? 1 : 0)).array();
      context.reply(new Message.Other(Message.TRANSPARENT, ACKNOWLEDGEMENT, answer));
    }
  }

  /** Another service object of the same kind. */
  private record Blocking(SoakHandler handler) implements MessageHandler {
    @Override
    public void handle(Message message, MessageContext context) {
      handler.handle(message, context);
    }
  }
}
