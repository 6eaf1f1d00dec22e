/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import org.meterway.dlms.data.DataWriter;

/** Decodes the initiate service. */
final class InitiateCodec {
  /** {@code [APPLICATION 31] BIT STRING (SIZE(24))} in BER, and no unused bits. */
  private static final int CONFORMANCE = 0x5F1F0400;

  private InitiateCodec() {}

  static InitiateRequest request(ApduReader in) throws ApduException {
    byte[] key = in.isThere("dedicated key") ? in.octets() : null;
    boolean responseAllowed = !in.isThere("response-allowed") || in.bool();
    return new InitiateRequest(
        key, responseAllowed, quality(in), in.u8(), conformance(in), in.u16());
  }

  static InitiateResponse response(ApduReader in) throws ApduException {
    return new InitiateResponse(quality(in), in.u8(), conformance(in), in.u16(), in.u16());
  }

  private static Integer quality(ApduReader in) throws ApduException {
    return in.isThere("quality of service") ? Integer.valueOf((byte) in.u8()) : null;
  }

  static void writeQuality(Integer quality, DataWriter out) {
    if (quality == null) {
      out.put8(0);
    } else {
      out.put8(1).put8(quality);
    }
  }

  private static Conformance conformance(ApduReader in) throws ApduException {
    int at = in.position();
    long header = in.u32();
    if (header != CONFORMANCE) {
      throw new ApduException(at, "conformance begins with 5F1F0400, not %08X".formatted(header));
    }
    return new Conformance(in.u8() << 16 | in.u16());
  }

  static void write(Conformance conformance, DataWriter out) {
    out.put32(CONFORMANCE).put8(conformance.bits() >> 16).put16(conformance.bits());
  }
}
