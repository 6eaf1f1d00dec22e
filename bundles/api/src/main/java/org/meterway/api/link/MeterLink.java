/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.link;

import org.meterway.api.headend.SendResult;
import org.meterway.api.message.Message;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The flow of one meter. A service, found by its property {@code kura.service.pid}; may be used
 * from any thread.
 */
@ProviderType
public interface MeterLink {
  /** The instance name, as in {@code kura.service.pid}. */
  String name();

  /**
   * Sends a message to the meter without waiting.
   *
   * @return {@link SendResult#ACCEPTED}, or why not; {@link SendResult#CLOSED} while the link has
   *     no open port
   */
  SendResult send(Message message);

  /**
   * Sends a payload to the head end, as the meter's own payloads are, without waiting. The array
   * belongs to the head end from now on.
   *
   * @return {@link SendResult#ACCEPTED}, or why not; {@link SendResult#CLOSED} while the link has
   *     no head end
   */
  SendResult sendToHeadEnd(byte[] payload);

  /** What waits and what has moved right now; cheap. */
  LinkProgress progress();
}
