/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import org.meterway.dlms.transport.FrameTrace.Direction;
import org.meterway.dlms.transport.FrameTrace.Framing;
import org.meterway.dlms.wrapper.WrapperDecoder;
import org.meterway.dlms.wrapper.WrapperHeader;

/** Hands on what a decoder has found. */
final class WrapperFrames {
  private WrapperFrames() {}

  /**
   * Points to the APDU, after a trace of its frame.
   *
   * @param trace null for none
   */
  static Received received(WrapperDecoder found, FrameTrace trace, Received received) {
    if (trace != null) {
      trace.frame(
          Direction.RECEIVED,
          Framing.WRAPPER,
          found.array(),
          found.offset() - WrapperHeader.SIZE,
          found.length() + WrapperHeader.SIZE);
    }
    return received
        .set(found.array(), found.offset(), found.length())
        .route(found.source(), found.destination(), false);
  }
}
