/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.port;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Receives what a meter sends. A whiteboard service: it names its ports in the service property
 * {@value #PORT} (a String, an array or a collection of them; {@value #ANY} for all ports).
 *
 * <p>Both methods are called on the port's reader thread, in order, one at a time for a port. While
 * they run, the operating system's small receive buffer fills: who waits there holds the meter
 * back, where its line has flow control. A wait must end soon once {@link MeterPort#status} is no
 * longer {@link PortState#OPEN}, for the port can not be opened again before.
 */
@ConsumerType
public interface PortListener {
  /** Service property: the names of the ports to listen to. */
  String PORT = "meterway.port";

  /** Value of {@value #PORT} that means every port. */
  String ANY = "*";

  /**
   * Bytes came in.
   *
   * @param buffer holds the bytes; valid only during the call, and not to be changed
   */
  void received(byte[] buffer, int offset, int length);

  /** The port's state has changed. */
  default void stateChanged(PortStatus status) {}
}
