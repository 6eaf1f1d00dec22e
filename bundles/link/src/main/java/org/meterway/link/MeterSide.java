/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import org.meterway.api.codec.FrameEncoder;
import org.meterway.api.headend.SendResult;
import org.meterway.api.message.Message;
import org.meterway.api.message.MessageCodec;
import org.meterway.api.port.MeterPort;
import org.meterway.api.port.PortState;
import org.meterway.api.status.Counters;

/** Sends messages to the meter without waiting. Thread-safe. */
final class MeterSide {
  private final MeterPort port;
  private final MessageCodec messages;
  private final OutgoingForm form;
  private final Counters<LinkCounter> counters;

  MeterSide(
      MeterPort port, MessageCodec messages, OutgoingForm form, Counters<LinkCounter> counters) {
    this.port = port;
    this.messages = messages;
    this.form = form;
    this.counters = counters;
  }

  SendResult send(Message message) {
    FrameEncoder encoder = form.current().encoder();
    byte[] body = messages.body(message);
    SendResult result;
    if (body.length > encoder.maxDataLength()) {
      result = SendResult.TOO_LARGE;
    } else if (port.enqueue(encoder.encode(message.protocol(), message.command(), body))) {
      counters.increment(LinkCounter.FRAMES_OUT);
      return SendResult.ACCEPTED;
    } else {
      result = port.status().state() == PortState.OPEN ? SendResult.QUEUE_FULL : SendResult.CLOSED;
    }
    counters.increment(LinkCounter.REPLIES_REFUSED);
    return result;
  }
}
