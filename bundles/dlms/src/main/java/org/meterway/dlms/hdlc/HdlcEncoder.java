/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

import java.util.Arrays;

/** Writes frames one behind the other. Its buffer is used again. Not thread-safe. */
public final class HdlcEncoder {
  /** Two flags, format, two long addresses, control, two check sequences. */
  private static final int MOST_OVERHEAD = 2 + 2 + 8 + 1 + 4;

  private static final byte[] NOTHING = {};

  private byte[] bytes = new byte[256];
  private int size;

  /** Writes a frame without information. */
  public void frame(HdlcAddress destination, HdlcAddress source, int control) {
    frame(destination, source, control, false, NOTHING, 0, 0);
  }

  /**
   * Writes a frame.
   *
   * @param control the control field
   * @param segmented whether more of the same APDU follows
   * @param length how many bytes of information, 0 for no such field, up to {@value
   *     HdlcParameters#MAX_INFO}
   */
  public void frame(
      HdlcAddress destination,
      HdlcAddress source,
      int control,
      boolean segmented,
      byte[] information,
      int offset,
      int length) {
    if (length > HdlcParameters.MAX_INFO) {
      throw new IllegalArgumentException(
          length + " bytes of information, not up to " + HdlcParameters.MAX_INFO);
    }
    if (bytes.length - size < MOST_OVERHEAD + length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + MOST_OVERHEAD + length));
    }
    int first = size + 1;
    bytes[size] = HdlcFrame.FLAG;
    int at = first + 2;
    destination.write(bytes, at);
    at += destination.size();
    source.write(bytes, at);
    at += source.size();
    bytes[at++] = (byte) control;
    int total = at - first + 2 + (length == 0 ? 0 : length + 2);
    bytes[first] = (byte) (0xA0 | (segmented ? HdlcFrame.SEGMENTED : 0) | total >>> 8);
    bytes[first + 1] = (byte) total;
    if (length > 0) {
      Fcs16.append(bytes, first, at);
      at += 2;
      System.arraycopy(information, offset, bytes, at, length);
      at += length;
    }
    Fcs16.append(bytes, first, at);
    at += 2;
    bytes[at++] = HdlcFrame.FLAG;
    size = at;
  }

  /** What the frames are in, from the first byte on. */
  public byte[] array() {
    return bytes;
  }

  /** How many bytes they have. */
  public int size() {
    return size;
  }

  /** Forgets them. */
  public void reset() {
    size = 0;
  }

  /** A copy of them. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }
}
