/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/**
 * A meter's side of one connection, line or UDP port: APDUs of any number of clients and logical
 * devices. For one thread at a time; only {@link #close} may be called from another one, and ends
 * what waits.
 */
public interface ApduConversation extends Closeable {
  /**
   * Waits for the next APDU, and answers whatever the framing asks for in the meantime.
   *
   * @return a view with the client as source and the logical device as destination, the same object
   *     each time, valid until the next call of any method; null if the peer closed the connection
   * @throws TransportTimeoutException if none came; the conversation goes on
   * @throws IOException if it is at its end
   */
  Received receive(Duration timeout) throws IOException;

  /**
   * Sends an APDU to a client.
   *
   * @param client its wrapper port or HDLC address
   * @param logicalDevice the sender's wrapper port or upper HDLC address
   */
  void send(int client, int logicalDevice, byte[] apdu, int offset, int length) throws IOException;

  /** Sends an APDU to a client outside of any link, over HDLC in a frame UI. */
  void push(int client, int logicalDevice, byte[] apdu, int offset, int length) throws IOException;

  /** The longest APDU that can be sent and received, in bytes. */
  int maxApduSize();

  /**
   * Who hears of links that begin and end; each ends the associations that were in it.
   *
   * @param listener null for nobody
   */
  void onLink(LinkListener listener);

  /** Where each raw frame goes to; null for nowhere. */
  void trace(FrameTrace trace);
}
