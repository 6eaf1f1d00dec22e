/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.handler;

import org.meterway.api.message.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Handles the messages of one or more protocol ids. What an integrator implements and registers as
 * a whiteboard service, with its ids in {@link HandlesProtocol}.
 *
 * <p>Two handlers for one id: the one that names the link in {@link ServesLinks} wins over one for
 * all links, then the higher {@code service.ranking}; the other is listed as shadowed.
 */
@ConsumerType
public interface MessageHandler {
  /**
   * Handles one message. Messages of one link come one at a time and in order, messages of
   * different links at the same time on different threads. The method may block, but then the link
   * waits; a handler that promises not to is marked {@link NonBlocking}.
   *
   * @throws Exception is counted and logged with the message; the link goes on
   */
  void handle(Message message, MessageContext context) throws Exception;
}
