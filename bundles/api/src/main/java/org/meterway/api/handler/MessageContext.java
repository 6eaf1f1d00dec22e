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
 * method waits for the meter or the network.
 */
@ProviderType
public interface MessageContext {
  /** The name of the link, as in its {@code kura.service.pid}. */
  String link();

  /**
   * Sends a message to the meter. A {@link NonBlocking} handler's reply goes out when the payloads
   * that it gave to the head end before are on disk, so that a reply may promise that.
   *
   * @return {@link SendResult#ACCEPTED}, or why not
   */
  SendResult reply(Message message);

  /**
   * Sends a payload to the head end; where the gateway has a store, it is on disk when this
   * returns, for a {@link NonBlocking} handler before any later reply. The array belongs to the
   * head end from now on.
   *
   * @return {@link SendResult#ACCEPTED}, or why not
   */
  SendResult sendToHeadEnd(byte[] payload);
}
