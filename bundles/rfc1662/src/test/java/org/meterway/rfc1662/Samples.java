/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import java.util.HexFormat;
import org.meterway.api.codec.FcsOrder;
import org.meterway.api.codec.FrameCheck;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.Framing;
import org.meterway.api.codec.Layout;

/** Formats and frames that several tests use. */
final class Samples {
  private Samples() {}

  static FrameFormat length(FrameCheck check, int maxInformation) {
    return new FrameFormat(
        Framing.LENGTH, Layout.METER, check, FcsOrder.EITHER, 0, 0, maxInformation);
  }

  static FrameFormat stuffed(Layout layout, FrameCheck check, int accm, int maxInformation) {
    return new FrameFormat(
        Framing.STUFFED, layout, check, FcsOrder.EITHER, accm, accm, maxInformation);
  }

  /** A frame of protocol 0x2100, command BF. */
  static byte[] frame(FrameFormat format, String payload) {
    return frame(format, HexFormat.of().parseHex(payload));
  }

  static byte[] frame(FrameFormat format, byte[] payload) {
    return new Rfc1662FrameCodec().newEncoder(format).encode(0x2100, 0xBF, payload);
  }

  /** Puts any content between flags, stuffed, with its FCS-16 low octet first. */
  static byte[] stuffed(byte[] content) {
    int fcs = Fcs16.INSTANCE.over(content, 0, content.length);
    byte[] whole = Input.join(content, new byte[] {(byte) fcs, (byte) (fcs >>> 8)});
    StringBuilder line = new StringBuilder("7e");
    for (byte octet : whole) {
      boolean special = octet == 0x7E || octet == 0x7D;
      line.append(special ? "7d" : "")
          .append(HexFormat.of().toHexDigits((byte) (special ? octet ^ 0x20 : octet)));
    }
    return Input.hex(line + "7e");
  }
}
