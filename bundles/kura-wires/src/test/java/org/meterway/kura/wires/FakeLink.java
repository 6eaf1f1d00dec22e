/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import java.util.ArrayList;
import java.util.List;
import org.meterway.api.headend.SendResult;
import org.meterway.api.link.LinkProgress;
import org.meterway.api.link.MeterLink;
import org.meterway.api.message.Message;

/** Keeps what is sent, encoded as a real link does. */
final class FakeLink implements MeterLink {
  final List<Message> toMeter = new ArrayList<>();
  final List<byte[]> toHeadEnd = new ArrayList<>();
  SendResult result = SendResult.ACCEPTED;
  RuntimeException failure;
  private final String name;

  FakeLink(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SendResult send(Message message) {
    if (failure != null) {
      throw failure;
    }
    Samples.CODEC.body(message);
    toMeter.add(message);
    return result;
  }

  @Override
  public SendResult sendToHeadEnd(byte[] payload) {
    toHeadEnd.add(payload);
    return result;
  }

  @Override
  public LinkProgress progress() {
    return LinkProgress.NONE;
  }
}
