/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.io.IOException;
import org.meterway.api.codec.FrameError;
import org.meterway.api.message.Message;

/**
 * Learns what a simulated meter does and meets. Called on the meter's own threads; a call must
 * return soon.
 */
public interface MeterListener {
  /** A listener that does not care. */
  MeterListener NONE = new MeterListener() {};

  /** The meter sent a transparent payload. */
  default void sent(SimulatedPayload payload) {}

  /**
   * The gateway acknowledged a payload, see {@link Acknowledgement}.
   *
   * @param accepted whether the head end accepted it
   */
  default void acknowledged(int sequence, boolean accepted) {}

  /** The meter sent the message of its plan. */
  default void sent(Message message) {}

  /** A message of the same protocol id as the plan's message came. */
  default void replied(Message reply) {}

  /** A simulated payload came from the head end; or came back from one that echoes. */
  default void received(SimulatedPayload payload, long latencyNanos) {}

  /** Transparent bytes that no simulator made came from the head end. */
  default void foreign(byte[] bytes) {}

  /** The gateway answered the meter's question, setting or event. */
  default void answered(Message question, Message answer, long nanos) {}

  /** The gateway did not answer in time. */
  default void unanswered(Message question) {}

  /** The gateway asked or set a parameter of the meter, which answered. */
  default void served(Message question, Message answer) {}

  /** A message came that the meter has no use for. */
  default void unexpected(Message message) {}

  /** Bytes that are no frame came from the gateway. */
  default void fault(FrameError error, long length) {}

  /** A good frame came whose body is malformed. */
  default void malformed(String reason) {}

  /** The line failed: the meter has stopped. */
  default void failed(IOException cause) {}
}
