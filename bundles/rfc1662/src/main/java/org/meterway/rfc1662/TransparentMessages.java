/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import org.meterway.api.message.Command;
import org.meterway.api.message.Message;
import org.meterway.api.message.MessageException;

/** Protocol 0x2100. */
final class TransparentMessages {
  private TransparentMessages() {}

  static Message read(int command, byte[] body) throws MessageException {
    if (command != Command.SERIAL_NET.code()) {
      return new Message.Other(Message.TRANSPARENT, command, body);
    }
    if (body.length == 0) {
      throw new MessageException(
          Message.TRANSPARENT, command, "the payload is empty, expected at least one byte");
    }
    return new Message.Transparent(body);
  }
}
