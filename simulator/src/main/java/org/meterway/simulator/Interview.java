/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.util.List;
import java.util.OptionalInt;
import org.meterway.api.message.Command;
import org.meterway.api.message.DataType;
import org.meterway.api.message.Message;
import org.meterway.api.message.Parameters;
import org.meterway.api.message.Value;

/**
 * The meter's questions to its module, settings and events, one outstanding at a time as a meter
 * does it. Thread-safe.
 */
final class Interview {
  private static final int MODULE_PARAMETER = 0x2801;
  private static final int MODULE_EVENT = 0x2860;

  private static final List<Message> ROUND =
      List.of(
          new Message.Get(Parameters.DEVICE_NAME, OptionalInt.of(1)),
          new Message.Event(MODULE_EVENT, new byte[] {1}),
          new Message.Get(MODULE_PARAMETER, OptionalInt.of(2)),
          new Message.Get(Parameters.LINK_QUALITY, OptionalInt.of(3)),
          new Message.Get(Parameters.SERIAL_NUMBER, OptionalInt.of(4)),
          new Message.Set(MODULE_PARAMETER, 5, Value.octets((byte) '1', (byte) '2')),
          new Message.Get(Parameters.MODULE_STATE, OptionalInt.of(6)),
          new Message.Set(Parameters.MODULE_STATE, 7, Value.number(DataType.UNSIGNED, 1)));

  private final long patienceNanos;
  private int next;
  private Message outstanding;
  private boolean isTry;
  private long askedAt;
  private long asked;
  private long answered;
  private long unanswered;

  /** What an answer answers. */
  record Answered(Message question, long nanos) {}

  Interview(long patienceNanos) {
    this.patienceNanos = patienceNanos;
  }

  /** The next question, noted as asked now; {@code null} while one is outstanding. */
  synchronized Message next(long now) {
    if (outstanding != null) {
      return null;
    }
    Message question = ROUND.get(next);
    next = (next + 1) % ROUND.size();
    ask(question, now);
    return question;
  }

  /** Notes a question that is asked now. */
  synchronized void ask(Message question, long now) {
    outstanding = question;
    isTry = false;
    askedAt = now;
    asked++;
  }

  /**
   * Notes a question that only finds out whether anybody answers; neither it nor its answer counts.
   */
  synchronized void askAsTry(Message question, long now) {
    outstanding = question;
    isTry = true;
    askedAt = now;
  }

  /** The outstanding question that this message answers; {@code null} where it answers none. */
  synchronized Answered answer(Message message, long now) {
    if (outstanding == null || !answers(outstanding, message)) {
      return null;
    }
    Answered result = new Answered(outstanding, now - askedAt);
    outstanding = null;
    if (!isTry) {
      answered++;
    }
    return result;
  }

  /** Gives up the outstanding question when it has waited too long, and returns it. */
  synchronized Message giveUp(long now) {
    if (outstanding == null || now - askedAt < patienceNanos) {
      return null;
    }
    Message result = outstanding;
    outstanding = null;
    unanswered++;
    return result;
  }

  /** Forgets the outstanding try, if there is one. */
  synchronized void withdrawTry() {
    if (isTry) {
      outstanding = null;
    }
  }

  synchronized long asked() {
    return asked;
  }

  synchronized long answered() {
    return answered;
  }

  synchronized long unanswered() {
    return unanswered;
  }

  synchronized boolean isOutstanding() {
    return outstanding != null;
  }

  /** Whether this may be the answer to that question. */
  static boolean answers(Message question, Message answer) {
    if (question instanceof Message.Event) {
      return answer instanceof Message.EventAcknowledgement;
    }
    if (question instanceof Message.Set set) {
      return answer instanceof Message.SetResponse response
          && response.parameter() == set.parameter();
    }
    if (question instanceof Message.Get get) {
      int parameter = get.parameter();
      return answer instanceof Message.GetResponse response
              && response.parameter() == parameter
              && get.requestId().equals(OptionalInt.of(response.requestId()))
          || answer instanceof Message.GetError error && error.parameter() == parameter
          || answer instanceof Message.Parameter bare
              && bare.command() == Command.GET_RESPONSE.code()
              && bare.parameter() == parameter;
    }
    return false;
  }
}
