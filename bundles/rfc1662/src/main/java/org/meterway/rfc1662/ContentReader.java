/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import org.meterway.api.codec.FcsOrder;
import org.meterway.api.codec.FrameError;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.Layout;

/**
 * Reads the fields of an unstuffed frame, from address to frame check. The last result stays until
 * the next call.
 */
final class ContentReader {
  /** Address, control and two octets of protocol: the longest header of PPP. */
  private static final int PPP_HEADER = 4;

  private static final int IPV4 = 0x0021;

  /** RFC 1661 section 6.5: never assigned, as it would be taken for an address. */
  private static final int FORBIDDEN = 0x00FF;

  private final Layout layout;
  private final Fcs fcs;
  private final ReceivedOrder order;
  private final int maxInformation;

  private Layout found = Layout.METER;
  private int protocol;
  private int informationAt;
  private int informationLength;

  ContentReader(FrameFormat format) {
    this.layout = format.layout();
    this.fcs = Fcs.of(format.frameCheck());
    this.order = new ReceivedOrder(format);
    this.maxInformation = format.maxInformation();
  }

  /** The most octets that a frame can have. */
  int longest() {
    int header = layout == Layout.PPP ? PPP_HEADER : MeterHeader.LENGTH;
    return header + maxInformation + fcs.length();
  }

  /** The fewest octets that a frame can have, RFC 1662 section 4.3. */
  private int shortest() {
    return (layout == Layout.METER ? MeterHeader.LENGTH : 2) + fcs.length();
  }

  FcsOrder fcsOrder() {
    return order.latest();
  }

  /** The layout of what was read last. */
  Layout layout() {
    return found;
  }

  int protocol() {
    return protocol;
  }

  int informationAt() {
    return informationAt;
  }

  int informationLength() {
    return informationLength;
  }

  /**
   * Checks and reads.
   *
   * @return null if the frame is good, else what is wrong
   */
  FrameError read(byte[] octets, int length) {
    if (length < shortest()) {
      return FrameError.TOO_SHORT;
    }
    int end = length - fcs.length();
    int value = fcs.over(octets, 0, end);
    int received = fcs.read(octets, end);
    return switch (layout) {
      case METER ->
          order.accepts(value, received) ? readMeter(octets, end) : FrameError.FCS_MISMATCH;
      case PPP -> value == received ? readPpp(octets, end) : FrameError.FCS_MISMATCH;
      case ANY -> readAny(octets, end, value, received);
    };
  }

  private FrameError readMeter(byte[] octets, int end) {
    if (!MeterHeader.hasAddress(octets, 0)) {
      return FrameError.BAD_HEADER;
    }
    int length = MeterHeader.informationLength(octets, 0);
    if (length == 0 || length != end - MeterHeader.LENGTH) {
      return FrameError.BAD_LENGTH;
    }
    found = Layout.METER;
    protocol = MeterHeader.protocol(octets, 0);
    return information(MeterHeader.LENGTH, end);
  }

  private FrameError readPpp(byte[] octets, int end) {
    int at = MeterHeader.hasAddress(octets, 0) ? 2 : 0;
    if (at == end) {
      return FrameError.TOO_SHORT;
    }
    found = Layout.PPP;
    protocol = octets[at++] & 0xFF;
    // The first octet of a protocol in full is even, its last one odd: RFC 1661 section 2.
    if ((protocol & 1) == 0 && at < end) {
      protocol = protocol << 8 | octets[at++] & 0xFF;
    }
    if ((protocol & 1) == 0 || protocol == FORBIDDEN) {
      return FrameError.BAD_HEADER;
    }
    return information(at, end);
  }

  private FrameError readAny(byte[] octets, int end, int value, int received) {
    boolean looksLikeMeter = end > MeterHeader.LENGTH && MeterHeader.hasAddress(octets, 0);
    if (looksLikeMeter) {
      FrameError error = readMeter(octets, end);
      if (error != FrameError.BAD_LENGTH) {
        return order.accepts(value, received) ? error : FrameError.FCS_MISMATCH;
      }
    }
    if (value != received) {
      return FrameError.FCS_MISMATCH;
    }
    FrameError error = readPpp(octets, end);
    if (looksLikeMeter && (error == FrameError.BAD_HEADER || isFalseIpv4(octets, error))) {
      return FrameError.BAD_LENGTH;
    }
    return error;
  }

  /** A damaged 0x2100 reads as IPv4 in PPP; the version tells the two apart. */
  private boolean isFalseIpv4(byte[] octets, FrameError error) {
    return error == null && protocol == IPV4 && octets[informationAt] >>> 4 != 4;
  }

  private FrameError information(int at, int end) {
    informationAt = at;
    informationLength = end - at;
    return informationLength > maxInformation ? FrameError.TOO_LONG : null;
  }
}
