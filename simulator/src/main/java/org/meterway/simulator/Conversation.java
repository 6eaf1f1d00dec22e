/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.io.IOException;

/** What a head end and one gateway say to each other. Its reader calls it, except for down. */
interface Conversation {
  /** Takes bytes from the gateway. */
  void received(byte[] buffer, int offset, int length) throws IOException;

  /** Sends a payload to the meters; from any thread. */
  void down(byte[] payload) throws IOException;

  /** The connection has ended. */
  default void ended() {}

  /** Takes payloads and is asked what may be said. */
  interface Host {
    /** Takes bytes of payloads. */
    void payload(byte[] buffer, int offset, int length);

    /** Takes a payload that came before. */
    void repeated(byte[] payload);

    /** Sends bytes to the gateway. */
    void write(byte[] bytes) throws IOException;

    /** What becomes of the next acknowledgement. */
    ConnectionFault.Answer beforeAnswer();

    /** Whether the gateway is to be sent away. */
    boolean rejects();

    void welcomed(String name, String stream, long highest);

    void violated(String reason);
  }
}
