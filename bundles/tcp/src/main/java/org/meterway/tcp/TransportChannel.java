/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/**
 * Carries the bytes of one connection over a non-blocking socket. Reads and writes never block. One
 * thread reads while another one writes.
 */
interface TransportChannel extends ByteChannel {
  /**
   * Takes bytes for the peer. Some of those it takes may still be held back, since they were not
   * written in the form in which they came: then {@link #isFlushed} is false until {@link #flush}
   * has got them to the socket.
   */
  @Override
  int write(ByteBuffer from) throws IOException;

  /**
   * Writes what is held back.
   *
   * @return whether the socket took any of it
   */
  default boolean flush() throws IOException {
    return false;
  }

  /** Whether the socket has all that was taken. */
  default boolean isFlushed() {
    return true;
  }

  /** How many of the bytes that it took are held back, at least; from any thread. */
  default long heldBytes() {
    return 0;
  }

  /**
   * How many bytes travel as one, at most: a peer that has got a part of them has got none. 0 where
   * each byte is of use as soon as it is there.
   */
  default int unit() {
    return 0;
  }

  /** Whether bytes have come that {@link #read} returns even if the socket has no more. */
  default boolean hasInput() {
    return false;
  }

  /** Tells the peer, as far as the socket takes it, that nothing more comes. */
  default void shutdownOutput() throws IOException {}
}
