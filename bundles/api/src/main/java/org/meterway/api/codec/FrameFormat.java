/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.codec;

import java.util.Objects;

/**
 * The form of the frames on one line. Immutable.
 *
 * @param framing what delimits a frame
 * @param layout which fields stand between the flags
 * @param frameCheck the frame check sequence
 * @param fcsOrder the order of the octets of FCS-16 in {@link Layout#METER}; FCS-32 and PPP frames
 *     always have the low one first
 * @param transmitAccm the octets below 0x20 that are stuffed when sending: bit n stands for octet n
 *     (RFC 1662 section 7.1); without meaning in {@link Framing#LENGTH}
 * @param receiveAccm the octets below 0x20 that are dropped before the frame check when they arrive
 *     unstuffed (RFC 1662 section 7.1); without meaning in {@link Framing#LENGTH}
 * @param maxInformation the longest information field in bytes, 1 to {@value #LARGEST_INFORMATION};
 *     in {@link Layout#METER} the command counts
 */
public record FrameFormat(
    Framing framing,
    Layout layout,
    FrameCheck frameCheck,
    FcsOrder fcsOrder,
    int transmitAccm,
    int receiveAccm,
    int maxInformation) {
  /** The largest value of the length field. */
  public static final int LARGEST_INFORMATION = 65535;

  /** The form of QuecPython meters: LENGTH framing, FCS-16. */
  public static final FrameFormat QUECPYTHON =
      new FrameFormat(
          Framing.LENGTH,
          Layout.METER,
          FrameCheck.FCS16,
          FcsOrder.EITHER,
          0,
          0,
          LARGEST_INFORMATION);

  /** The same fields, octet-stuffed, FCS-16, an empty ACCM. */
  public static final FrameFormat STUFFED =
      new FrameFormat(
          Framing.STUFFED,
          Layout.METER,
          FrameCheck.FCS16,
          FcsOrder.EITHER,
          0,
          0,
          LARGEST_INFORMATION);

  /** Checks the combination. */
  public FrameFormat {
    Objects.requireNonNull(framing, "framing");
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(frameCheck, "frameCheck");
    Objects.requireNonNull(fcsOrder, "fcsOrder");
    if (framing == Framing.LENGTH && layout != Layout.METER) {
      throw new IllegalArgumentException("framing LENGTH needs layout METER, not " + layout);
    }
    if (maxInformation < 1 || maxInformation > LARGEST_INFORMATION) {
      throw new IllegalArgumentException(
          "maxInformation is " + maxInformation + ", expected 1 to " + LARGEST_INFORMATION);
    }
  }

  /** The same form with another order of the frame check. */
  public FrameFormat withFcsOrder(FcsOrder order) {
    return new FrameFormat(
        framing, layout, frameCheck, order, transmitAccm, receiveAccm, maxInformation);
  }
}
