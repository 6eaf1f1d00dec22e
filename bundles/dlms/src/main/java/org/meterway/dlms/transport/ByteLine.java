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
 * Bytes to and from a meter: a serial line, a socket, a channel of something else. For one thread
 * at a time; only {@link #close} may be called from another one, and ends what waits.
 */
public interface ByteLine extends Closeable {
  /** Makes it ready, if it is not. */
  default void open() throws IOException {}

  /**
   * Waits for the first byte and takes what is there then.
   *
   * @param timeout how long at most; zero only looks
   * @return how many bytes; 0 if none came in time, -1 if none will come any more
   */
  int read(byte[] bytes, int offset, int length, Duration timeout) throws IOException;

  /** Writes all of them. */
  void write(byte[] bytes, int offset, int length) throws IOException;

  /**
   * Changes the speed of a serial line, after all that was written has left. Others ignore it.
   *
   * <p>Eight data bits without parity throughout: the seven bits with parity of a sign-on are made
   * of these by who signs on.
   *
   * @param baud bits a second
   */
  default void speed(int baud) throws IOException {}
}
