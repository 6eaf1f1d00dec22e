/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

/** Sees each raw frame. Is called by the thread that exchanges frames, and must not keep it. */
@FunctionalInterface
public interface FrameTrace {
  /** Which way a frame goes. */
  enum Direction {
    /** From here to the peer. */
    SENT,
    /** From the peer. */
    RECEIVED
  }

  /** What a frame is made of. */
  enum Framing {
    /** A wrapper header and an APDU. */
    WRAPPER,
    /** An HDLC frame with its flags. */
    HDLC,
    /** A line of IEC 62056-21. */
    SIGN_ON
  }

  /** The frame is the caller's again on return. */
  void frame(Direction direction, Framing framing, byte[] bytes, int offset, int length);
}
