/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.util.function.LongSupplier;
import org.meterway.api.handler.MessageContext;
import org.meterway.api.handler.MessageHandler;
import org.meterway.api.message.Command;
import org.meterway.api.message.Message;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives each message of protocol 0x2200 to what it is for. */
final class ParametersHandler implements MessageHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ParametersHandler.class);

  private final MeterQuestions questions;
  private final MeterEvents events;
  private final MeterAnswers answers;
  private final Counters<ParameterCounter> counters;
  private final RateLimit unexpectedLog;

  ParametersHandler(
      MeterQuestions questions,
      MeterEvents events,
      MeterAnswers answers,
      Counters<ParameterCounter> counters,
      LongSupplier nanos) {
    this.questions = questions;
    this.events = events;
    this.answers = answers;
    this.counters = counters;
    this.unexpectedLog = new RateLimit(nanos);
  }

  @Override
  public void handle(Message message, MessageContext context) {
    if (message instanceof Message.Get get) {
      questions.get(context, get.parameter(), get::reply);
    } else if (message instanceof Message.Set set) {
      questions.set(context, set.parameter(), set.value(), set::reply);
    } else if (message instanceof Message.SetData set) {
      questions.set(context, set.parameter(), set.data(), set::reply);
    } else if (message instanceof Message.Event event) {
      events.event(context, event);
    } else if (message instanceof Message.GetResponse answer) {
      answers.value(context.link(), answer.parameter(), answer.value().bytes());
    } else if (message instanceof Message.GetError answer) {
      answers.noValue(context.link(), answer.parameter());
    } else if (message instanceof Message.SetResponse answer) {
      answers.acknowledgement(context.link(), answer.parameter(), answer.success());
    } else if (message instanceof Message.Parameter parameter) {
      bare(BareMessage.of(parameter), context);
    } else if (message instanceof Message.Image image) {
      bare(BareMessage.of(image), context);
    } else {
      unexpected(message, context);
    }
  }

  private void bare(BareMessage bare, MessageContext context) {
    Command command = Command.of(bare.message().command()).orElse(null);
    if (command == null) {
      unexpected(bare.message(), context);
      return;
    }
    int id = bare.parameter();
    switch (command) {
      case GET -> questions.get(context, id, bare.valueReply());
      case SET -> questions.set(context, id, bare.value(), bare.setReply());
      case EVENT -> events.event(context, new Message.Event(id, bare.value()));
      case GET_RESPONSE -> answers.value(context.link(), id, bare.value());
      case GET_ERROR_RESPONSE -> answers.noValue(context.link(), id);
      case SET_RESPONSE -> answers.acknowledgement(context.link(), id, bare.isSuccess());
      default -> unexpected(bare.message(), context);
    }
  }

  private void unexpected(Message message, MessageContext context) {
    counters.increment(ParameterCounter.UNEXPECTED);
    if (unexpectedLog.permits()) {
      LOG.warn(
          "Link {}: no use for command {} of protocol 0x2200; dropped",
          context.link(),
          "%02X".formatted(message.command()));
    }
  }
}
