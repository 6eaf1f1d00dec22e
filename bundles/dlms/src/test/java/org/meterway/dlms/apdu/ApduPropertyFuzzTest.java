/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.meterway.dlms.data.DataWriter;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/** Any APDU comes back from its bytes. */
class ApduPropertyFuzzTest extends FuzzTarget {
  @Override
  protected void check(byte[] input) throws ApduException {
    Apdu apdu = AnyApdu.of(new Choices(input));
    byte[] encoded = ApduCodec.encode(apdu);

    Apdu decoded = ApduCodec.decode(encoded);

    assertEquals(apdu, decoded);
    assertEquals(apdu.hashCode(), decoded.hashCode());
    assertArrayEquals(encoded, ApduCodec.encode(decoded));
    assertEquals(apdu.tag(), encoded[0] & 0xFF);
    assertFalse(ApduTag.name(apdu.tag()).startsWith("tag"));
    assertFalse(apdu.toString().isEmpty());
    assertArrayEquals(encoded, behindOthers(apdu));
    assertEquals(apdu, ApduCodec.decode(within(encoded), 3, encoded.length));
  }

  private static byte[] behindOthers(Apdu apdu) {
    DataWriter out = new DataWriter(16).put32(-1);
    ApduCodec.encode(apdu, out);
    byte[] whole = out.toByteArray();
    return java.util.Arrays.copyOfRange(whole, 4, whole.length);
  }

  private static byte[] within(byte[] encoded) {
    byte[] whole = new byte[encoded.length + 8];
    System.arraycopy(encoded, 0, whole, 3, encoded.length);
    return whole;
  }
}
