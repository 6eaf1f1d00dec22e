/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.nio.ByteBuffer;
import org.meterway.api.message.Message;

/**
 * What a handler that takes simulated payloads tells the meter of each: protocol 0x2100, command
 * 0xA6, then the payload's sequence number (4 bytes) and 1 for accepted or 0 for refused.
 *
 * @param sequence that of the payload
 * @param accepted whether the head end has accepted it
 */
public record Acknowledgement(int sequence, boolean accepted) {
  /** The command; no meter uses it. */
  public static final int COMMAND = 0xA6;

  private static final int LENGTH = 5;

  /** As a message to the meter. */
  public Message message() {
    byte[] data =
        ByteBuffer.allocate(LENGTH).putInt(sequence).put((byte) (accepted ? 1 : 0)).array();
    return new Message.Other(Message.TRANSPARENT, COMMAND, data);
  }

  /** The one in a message from the gateway, or {@code null}. */
  static Acknowledgement in(Message message) {
    if (message instanceof Message.Other other
        && other.protocol() == Message.TRANSPARENT
        && other.command() == COMMAND
        && other.data().length == LENGTH) {
      ByteBuffer data = ByteBuffer.wrap(other.data());
      return new Acknowledgement(data.getInt(), data.get() == 1);
    }
    return null;
  }
}
