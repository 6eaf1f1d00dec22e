/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.headend;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Receives what the head end sends down. A whiteboard service: it names its head ends in the
 * service property {@value #HEAD_END} (a String, an array or a collection of them; {@value #ANY}
 * for all).
 *
 * <p>Called in order, one call at a time. {@link #received} may wait for a slow meter. While a head
 * end has one listener it calls it on its own reader thread: it then reads no further, which slows
 * the sender. Several listeners are called on threads of their own, so that none waits for another;
 * what a listener does not take in time is dropped for it alone, and counted.
 */
@ConsumerType
public interface DownlinkListener {
  /** Service property: the names of the head ends to listen to. */
  String HEAD_END = "meterway.headend";

  /** Value of {@value #HEAD_END} that means every head end. */
  String ANY = "*";

  /** Service property, optional: what the listener is called in logs and names of threads. */
  String NAME = "meterway.listener";

  /**
   * Bytes came down.
   *
   * @param buffer holds the bytes; valid only during the call, and not to be changed
   */
  void received(byte[] buffer, int offset, int length);

  /** The head end's state has changed. */
  default void stateChanged(HeadEndStatus status) {}
}
