/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

import java.util.Arrays;

/**
 * A frame within the buffer of a decoder: a view that the decoder changes.
 *
 * <pre>
 * 7E   A0 07    03           21      93       0F 01                 7E
 * flag format   destination  source  control  check sequence        flag
 *      type 3,  1, 2 or 4    the                of header, then
 *      S bit,   bytes        same               information and its
 *      length                                   own, if there is any
 * </pre>
 */
public final class HdlcFrame {
  /** Begins and ends a frame. */
  static final byte FLAG = 0x7E;

  /** The S bit of the format field's first octet. */
  static final int SEGMENTED = 0x08;

  byte[] bytes;
  int start;
  int length;
  HdlcAddress destination;
  HdlcAddress source;
  int control;
  int informationAt;
  int informationLength;

  HdlcFrame() {}

  /** To whom. */
  public HdlcAddress destination() {
    return destination;
  }

  /** From whom. */
  public HdlcAddress source() {
    return source;
  }

  /** The control field, 0 to 255. */
  public int control() {
    return control;
  }

  /** What the control field says; null if nothing that is known. */
  public HdlcFrameType type() {
    return HdlcFrameType.of(control);
  }

  /** The bit that asks for an answer, or ends one. */
  public boolean isPollFinal() {
    return HdlcFrameType.isPollFinal(control);
  }

  /** Whether more of the same APDU follows. */
  public boolean isSegmented() {
    return (bytes[start + 1] & SEGMENTED) != 0;
  }

  /** N(S) of an I frame, 0 to 7. */
  public int sendNumber() {
    return control >>> 1 & 7;
  }

  /** N(R) of an I, RR, RNR or REJ frame, 0 to 7. */
  public int receiveNumber() {
    return control >>> 5;
  }

  /** What the frame is in. */
  public byte[] array() {
    return bytes;
  }

  /** Where the opening flag stands. */
  public int offset() {
    return start;
  }

  /** How many bytes it has, from flag to flag. */
  public int length() {
    return length;
  }

  /** Where the information field begins. */
  public int informationOffset() {
    return informationAt;
  }

  /** How many bytes the information field has. */
  public int informationLength() {
    return informationLength;
  }

  /** A copy of the information field. */
  public byte[] information() {
    return Arrays.copyOfRange(bytes, informationAt, informationAt + informationLength);
  }

  /** As "I N(S)=1 N(R)=2 P/F 1 > 16, 38 bytes". */
  @Override
  public String toString() {
    HdlcFrameType type = type();
    StringBuilder text = new StringBuilder();
    text.append(type == null ? "control %02X".formatted(control) : type.name());
    if (type == HdlcFrameType.I) {
      text.append(" N(S)=").append(sendNumber());
    }
    if (type != null && type.compareTo(HdlcFrameType.REJ) <= 0) {
      text.append(" N(R)=").append(receiveNumber());
    }
    if (isPollFinal()) {
      text.append(" P/F");
    }
    if (isSegmented()) {
      text.append(" segment");
    }
    text.append(' ').append(source).append(" > ").append(destination);
    if (informationLength > 0) {
      text.append(", ").append(informationLength).append(" bytes");
    }
    return text.toString();
  }
}
