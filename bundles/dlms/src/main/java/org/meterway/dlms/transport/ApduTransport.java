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
 * A client's way to one meter: whole APDUs, whatever frames are below. For one thread at a time;
 * only {@link #close} may be called from another one, and ends what waits.
 */
public interface ApduTransport extends Closeable {
  /**
   * Connects, signs on and sets up the link, whatever there is to do. A transport that was closed,
   * or that closed itself after an error, may be opened again.
   *
   * @throws TransportTimeoutException if the meter does not answer in time
   * @throws LinkException if the meter refuses
   * @throws IOException if the line fails
   */
  void open() throws IOException;

  /** Whether APDUs can be exchanged. False again after a time-out or an error that ended it. */
  boolean isOpen();

  /**
   * Sends one APDU. The bytes are the caller's again on return.
   *
   * @throws IllegalArgumentException if it is longer than the transport can carry
   * @throws IOException if it cannot be sent; the transport is closed then
   */
  void send(byte[] apdu, int offset, int length) throws IOException;

  /**
   * Waits for the next APDU.
   *
   * @param timeout how long at most, more than 0
   * @return a view that is valid until the next call of any method
   * @throws TransportTimeoutException if none came; with wrappers over TCP the connection is closed
   *     then, as an answer that comes late would be taken for the next one. UDP and HDLC stay open,
   *     and the answer may still come
   * @throws IOException if the line fails or the peer breaks the framing; the transport is closed
   *     then
   */
  Received receive(Duration timeout) throws IOException;

  /** The longest APDU that can be sent and received, in bytes. */
  int maxApduSize();

  /**
   * Where each raw frame goes to, both ways.
   *
   * @param trace null for nowhere
   */
  void trace(FrameTrace trace);

  /** Ends the link as far as the meter is there to take part, and the line. */
  @Override
  void close() throws IOException;
}
