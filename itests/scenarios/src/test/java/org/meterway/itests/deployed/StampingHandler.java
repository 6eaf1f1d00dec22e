/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.deployed;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.meterway.api.handler.MessageContext;
import org.meterway.api.handler.MessageHandler;
import org.meterway.api.message.Message;

/**
 * A handler as an integrator writes it: sends to the head end what it gets, behind its stamp. The
 * tests pack it into bundles, which have copies of this class.
 */
public final class StampingHandler implements MessageHandler {
  /** The component property that holds the stamp. */
  public static final String STAMP = "stamp";

  private final byte[] stamp;

  /** Called by the component runtime. */
  public StampingHandler(Map<String, Object> properties) {
    stamp = ((String) properties.get(STAMP)).getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void handle(Message message, MessageContext context) {
    byte[] data = ((Message.Other) message).data();
    byte[] stamped = new byte[stamp.length + data.length];
    System.arraycopy(stamp, 0, stamped, 0, stamp.length);
    System.arraycopy(data, 0, stamped, stamp.length, data.length);
    if (!context.sendToHeadEnd(stamped).isAccepted()) {
      throw new IllegalStateException("the head end refused a payload");
    }
  }
}
