/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import java.util.zip.CRC32;

/** FCS-32 (RFC 1662 C.3), which is the CRC-32 that the JDK computes with the processor's help. */
final class Fcs32 implements Fcs {
  static final Fcs32 INSTANCE = new Fcs32();

  private static final OctetShift SHIFT = new OctetShift(0xEDB88320, 32);

  private Fcs32() {}

  @Override
  public int length() {
    return 4;
  }

  @Override
  public int over(byte[] octets, int from, int to) {
    CRC32 crc = new CRC32();
    crc.update(octets, from, to - from);
    return (int) crc.getValue();
  }

  @Override
  public int over(byte[] head, int headFrom, int headTo, byte[] octets, int from, int to) {
    CRC32 crc = new CRC32();
    crc.update(head, headFrom, headTo - headFrom);
    crc.update(octets, from, to - from);
    return (int) crc.getValue();
  }

  @Override
  public int shift(int value, int count) {
    return SHIFT.shift(value, count);
  }
}
