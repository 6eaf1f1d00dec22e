/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp.confirm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ConfirmedSessionTest {
  private final RecordingHandler next = new RecordingHandler();
  private final ConfirmedSession session = new ConfirmedSession(next);

  @Test
  void nothingButSignsOfLifeComesBeforeWelcome() throws ProtocolException {
    session.ping();
    session.pong();
    assertBreaks("ACK before WELCOME", () -> session.acknowledged(1));
    assertBreaks("DOWN before WELCOME", () -> session.down(new byte[1], 0, 1));
    assertBreaks("REQUEST before WELCOME", () -> session.request(ParameterRequest.malformed(1)));
    assertEquals(List.of("ping", "pong"), next.events);
  }

  @Test
  void aRefusalMayComeInsteadOfWelcome() throws ProtocolException {
    session.refused("no such gateway");
    assertEquals(List.of("refused no such gateway"), next.events);
  }

  @Test
  void welcomeComesOnce() throws ProtocolException {
    session.welcome(0);
    assertBreaks("a second WELCOME", () -> session.welcome(0));
  }

  @Test
  void anAckThatIsNotHigherSaysNothing() throws ProtocolException {
    session.welcome(10);
    session.acknowledged(9);
    session.acknowledged(10);
    session.acknowledged(12);
    session.acknowledged(11);
    assertEquals(List.of("welcome 10", "ack 12"), next.events);
  }

  private static void assertBreaks(String words, Executable broken) {
    assertEquals(words, assertThrows(ProtocolException.class, broken).getMessage());
  }
}
