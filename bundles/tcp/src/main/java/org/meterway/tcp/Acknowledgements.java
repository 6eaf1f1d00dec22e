/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.nio.channels.SocketChannel;

/** Tells what the peer's TCP has not acknowledged yet. */
@FunctionalInterface
interface Acknowledgements {
  /** Where the system does not tell. */
  Acknowledgements NONE = socket -> -1;

  /** How many of the bytes that the socket took are not acknowledged; -1 if that is not known. */
  long unacknowledged(SocketChannel socket);
}
