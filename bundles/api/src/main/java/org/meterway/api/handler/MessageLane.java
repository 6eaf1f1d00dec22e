/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.handler;

import org.meterway.api.message.Message;
import org.osgi.annotation.versioning.ProviderType;

/** The order of one link's messages. */
@ProviderType
public interface MessageLane extends AutoCloseable {
  /**
   * Hands a message over. One thread at a time may call it. A {@link NonBlocking} handler is called
   * at once where no earlier message waits; else the message is queued. Waits only while the lane
   * is full, bounded.
   */
  void dispatch(Message message);

  /** Messages that wait. */
  int depth();

  /** Messages that are done with: handled, failed, or given up. */
  long finished();

  /** Ends the lane: what waits is still handled, bounded in time; later messages are refused. */
  @Override
  void close();
}
