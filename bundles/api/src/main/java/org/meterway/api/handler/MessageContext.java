/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.handler;

import org.meterway.api.headend.SendResult;
import org.meterway.api.message.Message;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where a message came from, and the two ways out. May be kept and used later, from any thread; no
 * method waits.
 */
@ProviderType
public interface MessageContext {
  /** The name of the link, as in its {@code kura.service.pid}. */
  String link();

  /**
   * Sends a message to the meter.
   *
   * @return {@link SendResult#ACCEPTED}, or why not
   */
  SendResult reply(Message message);

  /**
   * Sends a payload to the head end. The array belongs to the head end from now on.
   *
   * @return {@link SendResult#ACCEPTED}, or why not
   */
  SendResult sendToHeadEnd(byte[] payload);
}
