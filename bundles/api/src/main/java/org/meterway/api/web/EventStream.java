/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.web;

import org.osgi.annotation.versioning.ProviderType;

/** Server-sent events to one listener. Thread-safe; bounded. */
@ProviderType
public interface EventStream extends AutoCloseable {
  /**
   * Queues an event; never waits.
   *
   * @param event its name
   * @param data its data; each line of it becomes one of the event
   * @return whether it was taken: not when the listener is gone, or is so slow that too much waits,
   *     which closes the stream (a browser asks again by itself)
   */
  boolean send(String event, String data);

  /** Whether the listener is still there. */
  boolean isOpen();

  /** Ends the answer; harmless when closed already. */
  @Override
  void close();
}
