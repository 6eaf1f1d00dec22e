/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.meterway.dlms.data.DataException;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/** Bytes that should be an APDU: decoded to what encodes to the same APDU again, or refused. */
class ApduFuzzTest extends FuzzTarget {
  private static final int[] TAGS = {
    0x01, 0x05, 0x06, 0x08, 0x0C, 0x0D, 0x0E, 0x0F, 0x10, 0x16, 0x18, 0x60, 0x61, 0x62, 0x63, 0xC0,
    0xC1, 0xC2, 0xC3, 0xC4, 0xC5, 0xC7, 0xC8, 0xD0, 0xD8, 0xD9, 0xDA, 0xDB, 0xDC, 0xDD, 0xDF, 0xE0
  };

  private final GetResponseView view = new GetResponseView();

  @Override
  protected void check(byte[] input) {
    Choices choices = new Choices(input);
    byte[] bytes = choices.rest();
    if (bytes.length > 0 && (bytes[0] & 0x80) != 0) {
      bytes[0] = (byte) TAGS[bytes[0] & 0x1F];
    }
    GetResponseView.Kind kind = view(bytes);
    Apdu apdu;
    try {
      apdu = ApduCodec.decode(bytes);
    } catch (ApduException e) {
      assertTrue(e.offset() >= 0 && e.offset() <= bytes.length, e.getMessage());
      return;
    }
    assertEquals(apdu, again(apdu));
    if (apdu instanceof GetResponse) {
      assertSameView(kind, (GetResponse) apdu);
    }
  }

  private static Apdu again(Apdu apdu) {
    try {
      return ApduCodec.decode(ApduCodec.encode(apdu));
    } catch (ApduException e) {
      throw new AssertionError(apdu + " does not come back", e);
    }
  }

  private GetResponseView.Kind view(byte[] bytes) {
    try {
      return view.read(bytes, 0, bytes.length);
    } catch (ApduException e) {
      assertTrue(e.offset() >= 0 && e.offset() <= bytes.length, e.getMessage());
      return GetResponseView.Kind.OTHER;
    }
  }

  private void assertSameView(GetResponseView.Kind kind, GetResponse apdu) {
    assertEquals(apdu.invokeId(), view.invokeId());
    if (apdu instanceof GetResponse.Normal normal && normal.result().isValue()) {
      assertEquals(GetResponseView.Kind.DATA, kind);
      try {
        assertEquals(normal.result().data(), view.data().nextValue());
      } catch (DataException e) {
        throw new AssertionError(e);
      }
    } else if (apdu instanceof GetResponse.Normal normal) {
      assertEquals(GetResponseView.Kind.FAILURE, kind);
      assertEquals(normal.result().reason(), view.reason());
    }
  }

  @Override
  protected List<String> words() {
    return List.of("\u0000\u0001", "\u0001\u0000", "\6\7", "\4\10", "\2\3\2\1", "\11\14", "\2\2");
  }
}
