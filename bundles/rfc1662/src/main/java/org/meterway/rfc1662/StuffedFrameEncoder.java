/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import static org.meterway.rfc1662.Octets.ESCAPE;
import static org.meterway.rfc1662.Octets.ESCAPE_BIT;
import static org.meterway.rfc1662.Octets.FLAG;
import static org.meterway.rfc1662.Octets.LONG;

import org.meterway.api.codec.FcsOrder;
import org.meterway.api.codec.FrameFormat;

/** The encoder of {@link org.meterway.api.codec.Framing#STUFFED}: RFC 1662 section 4.2. */
final class StuffedFrameEncoder extends MeterFrameEncoder {
  private static final int STEP = 2 * Long.BYTES;

  private final int transmitAccm;

  StuffedFrameEncoder(FrameFormat format) {
    super(format, FcsOrder.LOW_FIRST);
    this.transmitAccm = format.transmitAccm();
  }

  /** Flags, and two octets for each of the content. */
  @Override
  public int maxFrameLength(int dataLength) {
    return FLAGS + 2 * contentLength(dataLength);
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
    // The head lies unstuffed in the target only until the frame check over it is known.
    int headEnd = writeHead(protocol, command, dataLength, target, at);
    int check =
        inLineOrder(fcs.over(target, at, headEnd, data, dataOffset, dataOffset + dataLength));
    at = put(target, at, Octets.ALL_STATIONS);
    at = put(target, at, Octets.UNNUMBERED_INFORMATION);
    at = put(target, at, (byte) protocol);
    at = put(target, at, (byte) (protocol >>> 8));
    at = put(target, at, (byte) (dataLength + 1 >>> 8));
    at = put(target, at, (byte) (dataLength + 1));
    at = put(target, at, (byte) command);
    at = stuff(data, dataOffset, dataOffset + dataLength, target, at);
    for (int i = 0; i < fcs.length(); i++) {
      at = put(target, at, (byte) (check >>> 8 * i));
    }
    target[at++] = FLAG;
    return at - targetOffset;
  }

  private int stuff(byte[] data, int from, int to, byte[] target, int targetAt) {
    int at = from;
    int out = targetAt;
    // Sixteen octets are stored before it is known how many of them count; the room is there, as
    // the target has two octets for each that is left.
    while (at <= to - STEP) {
      long first = (long) LONG.get(data, at);
      long second = (long) LONG.get(data, at + Long.BYTES);
      LONG.set(target, out, first);
      LONG.set(target, out + Long.BYTES, second);
      long firstMarks = marks(first);
      long secondMarks = marks(second);
      if ((firstMarks | secondMarks) == 0) {
        at += STEP;
        out += STEP;
      } else {
        int clean =
            firstMarks != 0 ? Octets.first(firstMarks) : Long.BYTES + Octets.first(secondMarks);
        at += clean;
        out = put(target, out + clean, data[at++]);
      }
    }
    while (at < to) {
      out = put(target, out, data[at++]);
    }
    return out;
  }

  /** Marks the octets that cannot just be copied. */
  private long marks(long octets) {
    long marks = Octets.specials(octets);
    return transmitAccm == 0 ? marks : marks | Octets.controls(octets);
  }

  private int put(byte[] target, int at, byte octet) {
    if (octet == FLAG || octet == ESCAPE || Octets.isMapped(octet, transmitAccm)) {
      target[at] = ESCAPE;
      target[at + 1] = (byte) (octet ^ ESCAPE_BIT);
      return at + 2;
    }
    target[at] = octet;
    return at + 1;
  }
}
