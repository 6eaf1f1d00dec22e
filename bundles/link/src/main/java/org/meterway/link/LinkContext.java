/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import org.meterway.api.handler.MessageContext;
import org.meterway.api.headend.SendResult;
import org.meterway.api.message.Message;

/** The two ways out of a link, for its handlers. */
record LinkContext(String link, MeterSide meter, HeadEndSide headEnd) implements MessageContext {
  @Override
  public SendResult reply(Message message) {
    return meter.send(message);
  }

  @Override
  public SendResult sendToHeadEnd(byte[] payload) {
    return headEnd.send(payload);
  }
}
