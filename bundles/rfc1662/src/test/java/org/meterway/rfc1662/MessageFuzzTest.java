/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.meterway.api.message.Message;
import org.meterway.api.message.MessageException;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/** Information fields: read or refused in words; what is read is written back as it was meant. */
class MessageFuzzTest extends FuzzTarget {
  private static final Rfc1662MessageCodec MESSAGES = new Rfc1662MessageCodec();

  @Override
  protected void check(byte[] input) throws MessageException {
    Choices choices = new Choices(input);
    int protocol = choices.of(Message.TRANSPARENT, Message.PARAMETERS, Message.PARAMETERS, 0xC021);
    byte[] information = choices.rest();
    Message message;
    try {
      message = MESSAGES.decode(protocol, information, 0, information.length);
    } catch (MessageException e) {
      assertTrue(e.getMessage().contains("expected"), e::getMessage);
      return;
    }
    boolean tooLongToAnswer = message instanceof Message.Image image && image.value().length > 255;
    if (tooLongToAnswer) {
      return;
    }
    byte[] body = MESSAGES.body(message);
    assertEquals(information.length - 1, body.length);
    byte[] written = Input.join(new byte[] {(byte) message.command()}, body);
    assertEquals(message, MESSAGES.decode(protocol, written, 0, written.length));
    assertEquals(protocol, message.protocol());
  }
}
