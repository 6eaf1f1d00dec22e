/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.util.function.LongSupplier;
import org.meterway.api.handler.MessageContext;
import org.meterway.api.headend.SendResult;
import org.meterway.api.message.Message;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends replies to meters; counts and logs those that a link does not accept. */
final class Replies {
  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

  private final Counters<ParameterCounter> counters;
  private final RateLimit log;

  Replies(Counters<ParameterCounter> counters, LongSupplier nanos) {
    this.counters = counters;
    this.log = new RateLimit(nanos);
  }

  void send(MessageContext context, Message reply) {
    SendResult result = context.reply(reply);
    if (!result.isAccepted()) {
      counters.increment(ParameterCounter.REPLIES_LOST);
      if (log.permits()) {
        LOG.warn("Link {} does not accept a reply to its meter: {}", context.link(), result);
      }
    }
  }
}
