/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.meterway.api.handler.MessageContext;
import org.meterway.api.headend.SendResult;
import org.meterway.api.message.Message;

/** Keeps what a handler sends. */
final class FakeContext implements MessageContext {
  final List<Message> replies = new ArrayList<>();
  final List<byte[]> payloads = new ArrayList<>();
  SendResult result = SendResult.ACCEPTED;

  /** Stands for the encoding, which refuses what does not fit its field. */
  UnaryOperator<Message> encoding = UnaryOperator.identity();

  @Override
  public String link() {
    return "meter1";
  }

  @Override
  public SendResult reply(Message message) {
    replies.add(encoding.apply(message));
    return result;
  }

  @Override
  public SendResult sendToHeadEnd(byte[] payload) {
    payloads.add(payload);
    return result;
  }
}
