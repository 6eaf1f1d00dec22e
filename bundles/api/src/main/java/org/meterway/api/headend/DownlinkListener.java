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
 * <p>Called on the head end's own reader thread, in order, one at a time for a head end. {@link
 * #received} may wait for a slow meter: the head end then reads no further, which slows the sender.
 */
@ConsumerType
public interface DownlinkListener {
  /** Service property: the names of the head ends to listen to. */
  String HEAD_END = "meterway.headend";

  /** Value of {@value #HEAD_END} that means every head end. */
  String ANY = "*";

  /**
   * Bytes came down.
   *
   * @param buffer holds the bytes; valid only during the call, and not to be changed
   */
  void received(byte[] buffer, int offset, int length);

  /** The head end's state has changed. */
  default void stateChanged(HeadEndStatus status) {}
}
