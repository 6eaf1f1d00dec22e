/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.meterway.api.message.Command;
import org.meterway.api.message.DataType;
import org.meterway.api.message.Message;
import org.meterway.api.message.Value;

class InterviewTest {
  private static final Message QUESTION = new Message.Get(0x2801, OptionalInt.of(9));

  private final Interview interview = new Interview(1000);

  @Test
  void asksOneAtATime() {
    assertNotNull(interview.next(0));
    assertNull(interview.next(1));
    assertEquals(1, interview.asked());
  }

  @Test
  void takesTheAnswerWithTheSameRequestIdOnly() {
    interview.ask(QUESTION, 100);
    Value value = Value.number(DataType.UNSIGNED, 1);

    assertNull(interview.answer(new Message.GetResponse(0x2801, 8, value), 200));
    assertNull(interview.answer(new Message.GetResponse(0x2802, 9, value), 200));
    assertEquals(
        new Interview.Answered(QUESTION, 150),
        interview.answer(new Message.GetResponse(0x2801, 9, value), 250));
    assertEquals(1, interview.answered());
  }

  @Test
  void takesARefusalAndABareValueForAnswers() {
    interview.ask(QUESTION, 0);
    assertNotNull(interview.answer(new Message.GetError(0x2801), 1));
    interview.ask(QUESTION, 2);
    assertNotNull(
        interview.answer(
            new Message.Parameter(Command.GET_RESPONSE.code(), 0x2801, new byte[1]), 3));
    interview.ask(new Message.Event(0x2860, new byte[1]), 4);
    assertNull(interview.answer(new Message.SetResponse(0x2860, true), 5));
    assertNotNull(interview.answer(new Message.EventAcknowledgement(true), 5));
  }

  @Test
  void givesUpWhenThePatienceIsOver() {
    interview.ask(QUESTION, 0);

    assertNull(interview.giveUp(999));
    assertEquals(QUESTION, interview.giveUp(1000));
    assertNull(interview.answer(new Message.GetError(0x2801), 1001));
    assertEquals(1, interview.asked());
    assertEquals(0, interview.answered());
  }

  @Test
  void countsNeitherTriesNorTheirAnswers() {
    interview.askAsTry(QUESTION, 0);
    interview.withdrawTry();
    assertNull(interview.answer(new Message.GetError(0x2801), 1));
    interview.askAsTry(QUESTION, 2);
    assertNotNull(interview.answer(new Message.GetError(0x2801), 3));

    assertEquals(0, interview.asked());
    assertEquals(0, interview.answered());
  }
}
