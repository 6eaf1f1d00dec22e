/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.util.Map;
import java.util.function.LongSupplier;
import org.meterway.api.handler.MessageContext;
import org.meterway.api.handler.MessageHandler;
import org.meterway.api.headend.SendResult;
import org.meterway.api.message.Message;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes the payloads of protocol 0x2100 on to the head end, unchanged. Never blocks. */
final class TransparentHandler implements MessageHandler {
  private static final Logger LOG = LoggerFactory.getLogger(TransparentHandler.class);

  private final Counters<TransparentCounter> counters = new Counters<>(TransparentCounter.class);
  private final RateLimit refusedLog;
  private final RateLimit unexpectedLog;

  /**
   * @param nanos a clock for the rate of log lines
   */
  TransparentHandler(LongSupplier nanos) {
    refusedLog = new RateLimit(nanos);
    unexpectedLog = new RateLimit(nanos);
  }

  @Override
  public void handle(Message message, MessageContext context) {
    if (message instanceof Message.Transparent transparent) {
      SendResult result = context.sendToHeadEnd(transparent.payload());
      counters.increment(TransparentCounter.of(result));
      if (!result.isAccepted() && refusedLog.permits()) {
        LOG.warn("The head end of link {} refuses a payload: {}", context.link(), result);
      }
    } else {
      counters.increment(TransparentCounter.UNEXPECTED);
      if (unexpectedLog.permits()) {
        LOG.warn(
            "Link {}: command {} of protocol 0x2100 is not transparent data (BF); dropped",
            context.link(),
            "%02X".formatted(message.command()));
      }
    }
  }

  /** What was counted, by name. */
  Map<String, Long> counters() {
    return counters.snapshot();
  }
}
