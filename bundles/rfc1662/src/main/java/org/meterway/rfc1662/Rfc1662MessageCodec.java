/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import java.util.Arrays;
import java.util.Objects;
import org.meterway.api.message.Message;
import org.meterway.api.message.MessageCodec;
import org.meterway.api.message.MessageException;
import org.osgi.service.component.annotations.Component;

/**
 * The messages of the protocols 0x2100 and 0x2200.
 *
 * <p>Works without OSGi too.
 */
@Component
public final class Rfc1662MessageCodec implements MessageCodec {
  /** Has no state. */
  public Rfc1662MessageCodec() {}

  @Override
  public Message decode(int protocol, byte[] information, int offset, int length)
      throws MessageException {
    Objects.checkFromIndexSize(offset, length, information.length);
    if (length == 0) {
      throw new MessageException(
          protocol, -1, "the information field is empty, expected a command");
    }
    int command = information[offset] & 0xFF;
    byte[] body = Arrays.copyOfRange(information, offset + 1, offset + length);
    return switch (protocol) {
      case Message.TRANSPARENT -> TransparentMessages.read(command, body);
      case Message.PARAMETERS -> new ParameterMessageReader(command, body).read();
      default -> new Message.Other(protocol, command, body);
    };
  }

  @Override
  public byte[] body(Message message) {
    return MessageWriter.body(message);
  }
}
