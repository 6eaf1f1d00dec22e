/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.meterway.api.handler.MessageContext;
import org.meterway.api.handler.MessageHandler;
import org.meterway.api.message.Command;
import org.meterway.api.message.Message;
import org.meterway.api.status.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives each message of protocol 0x2200 to what it is for. */
final class ParametersHandler implements MessageHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ParametersHandler.class);

  private final MeterQuestions questions;
  private final MeterEvents events;
  private final MeterAnswers answers;
  private final Counters<ParameterCounter> counters;
  private final LogLimit unexpectedLog;

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
    this.unexpectedLog = new LogLimit(nanos);
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
    } else if (message instanceof Message.Parameter bare) {
      parameter(bare, context);
    } else if (message instanceof Message.Image image) {
      image(image, context);
    } else {
      unexpected(message, context);
    }
  }

  private void parameter(Message.Parameter message, MessageContext context) {
    int id = message.parameter();
    Optional<Command> command = Command.of(message.command());
    if (command.isEmpty()) {
      unexpected(message, context);
      return;
    }
    switch (command.get()) {
      case GET ->
          questions.get(
              context,
              id,
              value -> new Message.Parameter(Command.GET_RESPONSE.code(), id, value.bytes()));
      case SET ->
          questions.set(context, id, message.value(), taken -> new Message.SetResponse(id, taken));
      case EVENT -> events.event(context, new Message.Event(id, message.value()));
      default -> {
        boolean success = Acknowledgement.isSuccess(message.value());
        if (!answers.bare(context.link(), id, command.get(), message.value(), success)) {
          unexpected(message, context);
        }
      }
    }
  }

  private void image(Message.Image message, MessageContext context) {
    int id = message.parameter();
    Optional<Command> command = Command.of(message.command());
    if (command.isEmpty()) {
      unexpected(message, context);
      return;
    }
    switch (command.get()) {
      case GET -> questions.get(context, id, value -> message.replyGet(value.bytes()));
      case SET ->
          questions.set(
              context, id, message.value(), taken -> message.replySet(Acknowledgement.of(taken)));
      case EVENT -> events.event(context, new Message.Event(id, message.value()));
      default -> {
        // An image's answer may carry data of its own: only the one octet says that it failed.
        boolean success = !Acknowledgement.isFailed(message.value());
        if (!answers.bare(context.link(), id, command.get(), message.value(), success)) {
          unexpected(message, context);
        }
      }
    }
  }

  private void unexpected(Message message, MessageContext context) {
    counters.increment(ParameterCounter.UNEXPECTED);
    if (unexpectedLog.passes()) {
      LOG.warn(
          "Link {}: no use for command {} of protocol 0x2200; dropped",
          context.link(),
          "%02X".formatted(message.command()));
    }
  }
}
