/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.meterway.api.headend.SendResult;
import org.meterway.api.link.LinkProgress;
import org.meterway.api.link.MeterLink;
import org.meterway.api.message.Message;

/** Keeps what is sent to the meter. */
final class FakeLink implements MeterLink {
  final List<Message> sent = new ArrayList<>();
  SendResult result = SendResult.ACCEPTED;
  Consumer<Message> meter = message -> {};

  @Override
  public String name() {
    return "meter1";
  }

  @Override
  public SendResult send(Message message) {
    sent.add(message);
    meter.accept(message);
    return result;
  }

  @Override
  public SendResult sendToHeadEnd(byte[] payload) {
    return SendResult.CLOSED;
  }

  @Override
  public LinkProgress progress() {
    return LinkProgress.NONE;
  }
}
