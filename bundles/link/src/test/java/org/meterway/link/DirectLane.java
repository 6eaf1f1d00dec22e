/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.meterway.api.handler.MessageLane;
import org.meterway.api.message.Message;

/** Hands transparent payloads to the head end at once, as a non-blocking handler does. */
final class DirectLane implements MessageLane {
  final List<Message> messages = new ArrayList<>();
  private final HeadEndSide headEnd;

  /** Comes behind each message. */
  volatile Consumer<Message> then = message -> {};

  DirectLane(HeadEndSide headEnd) {
    this.headEnd = headEnd;
  }

  @Override
  public void dispatch(Message message) {
    messages.add(message);
    if (message instanceof Message.Transparent transparent) {
      headEnd.send(transparent.payload());
    }
    then.accept(message);
  }

  @Override
  public int depth() {
    return 0;
  }

  @Override
  public long finished() {
    return messages.size();
  }

  @Override
  public void close() {}
}
