/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import org.meterway.api.codec.FcsOrder;
import org.meterway.api.codec.FrameCheck;
import org.meterway.api.codec.FrameFormat;

/** The order in which a peer sends the octets of the frame check, so far as its frames tell. */
final class ReceivedOrder {
  private final Fcs fcs;
  private final boolean lowFirst;
  private final boolean highFirst;
  private FcsOrder latest = FcsOrder.EITHER;

  ReceivedOrder(FrameFormat format) {
    boolean free = format.frameCheck() == FrameCheck.FCS16;
    this.fcs = Fcs.of(format.frameCheck());
    this.lowFirst = !free || format.fcsOrder() != FcsOrder.HIGH_FIRST;
    this.highFirst = free && format.fcsOrder() != FcsOrder.LOW_FIRST;
  }

  /**
   * Whether a value is the one that was received, in an order that the format allows.
   *
   * @param received as read with the low octet first
   */
  boolean accepts(int value, int received) {
    int reversed = fcs.reverse(received);
    boolean low = lowFirst && value == received;
    boolean high = highFirst && value == reversed;
    if (low != high && received != reversed) {
      latest = low ? FcsOrder.LOW_FIRST : FcsOrder.HIGH_FIRST;
    }
    return low || high;
  }

  /** The order of the latest good frame that tells it. */
  FcsOrder latest() {
    return latest;
  }
}
