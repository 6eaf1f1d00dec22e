/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import java.util.Objects;
import org.meterway.api.codec.FcsOrder;
import org.meterway.api.codec.FrameCheck;
import org.meterway.api.codec.FrameEncoder;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.Layout;

/** What the encoders of both framings share: limits and the fields in front of the data. */
abstract class MeterFrameEncoder implements FrameEncoder {
  static final int FLAGS = 2;

  /** Header and command. */
  static final int HEAD = MeterHeader.LENGTH + 1;

  final Fcs fcs;
  private final boolean highFirst;
  private final int maxDataLength;

  MeterFrameEncoder(FrameFormat format, FcsOrder usual) {
    if (format.layout() != Layout.METER) {
      throw new IllegalArgumentException(
          "frames are built in layout METER only, not in " + format.layout());
    }
    this.fcs = Fcs.of(format.frameCheck());
    this.highFirst =
        format.frameCheck() == FrameCheck.FCS16
            && (format.fcsOrder() == FcsOrder.EITHER ? usual : format.fcsOrder())
                == FcsOrder.HIGH_FIRST;
    this.maxDataLength = format.maxInformation() - 1;
  }

  @Override
  public final int maxDataLength() {
    return maxDataLength;
  }

  @Override
  public final int encode(
      int protocol,
      int command,
      byte[] data,
      int dataOffset,
      int dataLength,
      byte[] target,
      int targetOffset) {
    checkRange("protocol", protocol, 0xFFFF);
    checkRange("command", command, 0xFF);
    Objects.checkFromIndexSize(dataOffset, dataLength, data.length);
    checkRange("length of the data", dataLength, maxDataLength);
    Objects.checkFromIndexSize(targetOffset, maxFrameLength(dataLength), target.length);
    return write(protocol, command, data, dataOffset, dataLength, target, targetOffset);
  }

  /** Writes a frame whose parameters have been checked. */
  abstract int write(
      int protocol,
      int command,
      byte[] data,
      int dataOffset,
      int dataLength,
      byte[] target,
      int targetOffset);

  /** From address to frame check. */
  final int contentLength(int dataLength) {
    return HEAD + dataLength + fcs.length();
  }

  /** The frame check in the order of the line, its first octet lowest. */
  final int inLineOrder(int check) {
    return highFirst ? fcs.reverse(check) : check;
  }

  static int writeHead(int protocol, int command, int dataLength, byte[] target, int at) {
    MeterHeader.write(target, at, protocol, dataLength + 1);
    target[at + MeterHeader.LENGTH] = (byte) command;
    return at + HEAD;
  }

  private static void checkRange(String what, int value, int largest) {
    if (value < 0 || value > largest) {
      throw new IllegalArgumentException(what + " is " + value + ", expected 0 to " + largest);
    }
  }
}
