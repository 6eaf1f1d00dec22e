/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.io.IOException;

/**
 * Learns what a simulated head end meets. Called on the reader threads of its connections; a call
 * must return soon.
 */
public interface HeadEndListener {
  /** A listener that does not care. */
  HeadEndListener NONE = new HeadEndListener() {};

  /** A gateway has connected. */
  default void connected(String peer) {}

  /**
   * A connection has ended.
   *
   * @param cause {@code null} where the gateway closed it
   */
  default void disconnected(String peer, IOException cause) {}

  /** A simulated payload came from a meter. */
  default void received(SimulatedPayload payload, long latencyNanos) {}

  /**
   * Bytes that no simulator made: a registration or heartbeat packet, or a real meter's payload.
   */
  default void foreign(String peer, byte[] bytes) {}

  /** A payload went down to a meter. */
  default void sent(SimulatedPayload payload) {}
}
