/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.meterway.api.handler.MessageContext;
import org.meterway.api.message.Message;
import org.meterway.api.message.Value;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the GETs and SETs of meters. Each gets an answer, whatever a provider does. */
final class MeterQuestions {
  private static final Logger LOG = LoggerFactory.getLogger(MeterQuestions.class);

  private final ParameterValues values;
  private final Replies replies;
  private final Counters<ParameterCounter> counters;
  private final RateLimit failureLog;

  MeterQuestions(
      ParameterValues values,
      Replies replies,
      Counters<ParameterCounter> counters,
      LongSupplier nanos) {
    this.values = values;
    this.replies = replies;
    this.counters = counters;
    this.failureLog = new RateLimit(nanos);
  }

  /**
   * Answers a GET.
   *
   * @param answer makes the answer in the form of the question
   */
  void get(MessageContext context, int parameter, Function<Value, Message> answer) {
    Optional<Value> value = value(context.link(), parameter);
    if (value.isPresent() && answered(context, parameter, answer, value.get())) {
      counters.increment(ParameterCounter.GETS_ANSWERED);
    } else {
      counters.increment(ParameterCounter.GETS_REFUSED);
      replies.send(context, new Message.GetError(parameter));
    }
  }

  /**
   * Answers a SET.
   *
   * @param data the value where it stands without a type
   * @param answer makes the answer in the form of the question
   */
  void set(MessageContext context, int parameter, byte[] data, Function<Boolean, Message> answer) {
    Value value;
    try {
      value = Value.octets(data);
    } catch (IllegalArgumentException e) {
      log(context.link(), "SET", parameter, e);
      refuseSet(context, answer);
      return;
    }
    set(context, parameter, value, answer);
  }

  /** As {@link #set(MessageContext, int, byte[], Function)} for a typed value. */
  void set(MessageContext context, int parameter, Value value, Function<Boolean, Message> answer) {
    boolean taken = false;
    try {
      taken = values.set(context.link(), parameter, value);
    } catch (Exception | LinkageError e) {
      log(context.link(), "SET", parameter, e);
    }
    if (taken) {
      counters.increment(ParameterCounter.SETS_TAKEN);
      replies.send(context, answer.apply(true));
    } else {
      refuseSet(context, answer);
    }
  }

  private void refuseSet(MessageContext context, Function<Boolean, Message> answer) {
    counters.increment(ParameterCounter.SETS_REFUSED);
    replies.send(context, answer.apply(false));
  }

  private Optional<Value> value(String link, int parameter) {
    try {
      return values.get(link, parameter);
    } catch (Exception | LinkageError e) {
      log(link, "GET", parameter, e);
      return Optional.empty();
    }
  }

  // The form of the answer leaves a long string less room than its type does.
  private boolean answered(
      MessageContext context, int parameter, Function<Value, Message> answer, Value value) {
    try {
      replies.send(context, answer.apply(value));
      return true;
    } catch (IllegalArgumentException e) {
      log(context.link(), "GET", parameter, e);
      return false;
    }
  }

  private void log(String link, String command, int parameter, Throwable reason) {
    if (failureLog.permits()) {
      LOG.error(
          "{} of parameter {} by the meter of link {} failed",
          command,
          "0x%04x".formatted(parameter),
          link,
          reason);
    }
  }
}
