/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterway.api.headend.SendResult;
import org.meterway.api.message.Message;

class TransparentHandlerTest {
  private final TransparentHandler handler = new TransparentHandler(() -> 0);
  private final FakeContext context = new FakeContext();

  @Test
  void givenTransparentDataThenThePayloadGoesUnchangedToTheHeadEnd() {
    byte[] payload = {0x7E, 0x00, 0x7D};

    handler.handle(new Message.Transparent(payload), context);

    assertSame(payload, context.payloads.get(0));
    assertEquals(1, handler.counters().get("forwarded"));
    assertTrue(context.replies.isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "QUEUE_FULL, refused.queue.full",
    "TOO_LARGE, refused.too.large",
    "EMPTY, refused.empty",
    "CLOSED, refused.closed"
  })
  void givenAHeadEndThatRefusesThenItIsCountedByReason(SendResult result, String counter) {
    context.result = result;

    handler.handle(new Message.Transparent(new byte[1]), context);

    assertEquals(1, handler.counters().get(counter));
    assertEquals(0, handler.counters().get("forwarded"));
  }

  @Test
  void givenAnotherCommandOfItsProtocolThenItIsCountedAndNothingIsSent() {
    handler.handle(new Message.Other(0x2100, 0xC0, new byte[1]), context);

    assertEquals(1, handler.counters().get("unexpected"));
    assertTrue(context.payloads.isEmpty());
  }
}
