/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import static org.meterway.rfc1662.Octets.FLAG;

import org.meterway.api.codec.FcsOrder;
import org.meterway.api.codec.FrameFormat;

/** The encoder of {@link org.meterway.api.codec.Framing#LENGTH}. */
final class LengthFrameEncoder extends MeterFrameEncoder {
  LengthFrameEncoder(FrameFormat format) {
    super(format, FcsOrder.HIGH_FIRST);
  }

  @Override
  public int maxFrameLength(int dataLength) {
    return FLAGS + contentLength(dataLength);
  }

  @Override
  int write(
      int protocol,
      int command,
      byte[] data,
      int dataOffset,
      int dataLength,
      byte[] target,
      int targetOffset) {
    int at = targetOffset;
    target[at++] = FLAG;
    int from = at;
    at = writeHead(protocol, command, dataLength, target, at);
    System.arraycopy(data, dataOffset, target, at, dataLength);
    at += dataLength;
    int check = inLineOrder(fcs.over(target, from, at));
    for (int i = 0; i < fcs.length(); i++) {
      target[at++] = (byte) (check >>> 8 * i);
    }
    target[at++] = FLAG;
    return at - targetOffset;
  }
}
