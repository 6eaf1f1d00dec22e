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

  /** A simulated payload came again whose number the head end has: it was not taken. */
  default void repeated(SimulatedPayload payload) {}

  /**
   * Bytes that no simulator made: a registration or heartbeat packet, or a real meter's payload.
   */
  default void foreign(String peer, byte[] bytes) {}

  /** A payload went down to a meter. */
  default void sent(SimulatedPayload payload) {}

  /** A fault was injected. */
  default void injected(String peer, Fault fault) {}

  /** A gateway has introduced itself and was welcomed. */
  default void welcomed(String peer, String name, String stream, long highest) {}

  /** A gateway broke the protocol of confirmed delivery; its connection is closed. */
  default void violated(String peer, String reason) {}
}
