/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import org.meterway.dlms.hdlc.HdlcTrace;
import org.meterway.dlms.transport.FrameTrace.Direction;
import org.meterway.dlms.transport.FrameTrace.Framing;

/** Hands HDLC frames on to a trace of transports. */
record TracedLink(FrameTrace trace) implements HdlcTrace {
  /** Null for null. */
  static HdlcTrace of(FrameTrace trace) {
    return trace == null ? null : new TracedLink(trace);
  }

  @Override
  public void sent(byte[] bytes, int offset, int length) {
    trace.frame(Direction.SENT, Framing.HDLC, bytes, offset, length);
  }

  @Override
  public void received(byte[] bytes, int offset, int length) {
    trace.frame(Direction.RECEIVED, Framing.HDLC, bytes, offset, length);
  }
}
