/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.meterway.dlms.security.KeyAgreementTest.assertReason;
import static org.meterway.dlms.security.Recording.hex;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataException;
import org.meterway.dlms.security.CipheringException.Reason;

/** Keys under the master key. */
class KeyWrapTest {
  private static final String KEY_128 = "00112233445566778899AABBCCDDEEFF";
  private static final String KEY_256 = KEY_128 + "000102030405060708090A0B0C0D0E0F";

  /** RFC 3394, 4.1. */
  @Test
  void wraps128BitsBy128Bits() throws CipheringException {
    check(
        SecuritySuite.SUITE_0,
        "000102030405060708090A0B0C0D0E0F",
        KEY_128,
        "1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE5");
  }

  /** RFC 3394, 4.6. */
  @Test
  void wraps256BitsBy256Bits() throws CipheringException {
    check(
        SecuritySuite.SUITE_2,
        "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F",
        KEY_256,
        "28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21");
  }

  @Test
  void refusesWhateverWasChanged() throws CipheringException {
    try (KeyRing keys = new KeyRing(SecuritySuite.SUITE_0)) {
      keys.masterKey(hex(KEY_128));
      byte[] wrapped = KeyWrap.wrap(keys, hex("000102030405060708090A0B0C0D0E0F"));
      for (int bit = 0; bit < wrapped.length * 8; bit++) {
        byte[] changed = wrapped.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        assertReason(Reason.INVALID_KEY, () -> KeyWrap.unwrap(keys, changed));
      }
      assertReason(Reason.INVALID_KEY, () -> KeyWrap.unwrap(keys, new byte[16]));
    }
  }

  @Test
  void needsAMasterKey() {
    try (KeyRing keys = new KeyRing(SecuritySuite.SUITE_0)) {
      assertReason(Reason.MISSING_KEY, () -> KeyWrap.wrap(keys, new byte[16]));
    }
  }

  @Test
  void transfersKeysThroughSecuritySetup() throws CipheringException, DataException {
    try (Sides sides = new Sides(SecuritySuite.SUITE_0)) {
      byte[] encryption = hex(KEY_128);
      byte[] authentication = hex("FFEEDDCCBBAA99887766554433221100");
      Data parameter =
          KeyTransfer.wrap(
              sides.client,
              Map.of(KeyId.UNICAST_ENCRYPTION, encryption, KeyId.AUTHENTICATION, authentication));

      byte[] wire = parameter.encode();
      Map<KeyId, byte[]> received = KeyTransfer.unwrap(sides.server, Data.decode(wire));

      assertEquals("01020202160009", java.util.HexFormat.of().formatHex(wire, 0, 7));
      assertEquals(2, received.size());
      assertArrayEquals(encryption, received.get(KeyId.UNICAST_ENCRYPTION));
      assertArrayEquals(authentication, received.get(KeyId.AUTHENTICATION));
    }
  }

  @Test
  void refusesKeysThatAreNotInTheFormOfSecuritySetup() {
    Data octets = Data.octets((byte) 1);
    Data key = Data.structure(Data.enumeration(0), octets);
    for (Data wrong :
        List.of(
            octets,
            Data.array(List.of()),
            Data.array(List.of(octets)),
            Data.array(List.of(key, key)),
            Data.array(List.of(Data.structure(octets, octets))),
            Data.array(List.of(Data.structure(Data.enumeration(4), octets))))) {
      assertReason(Reason.MALFORMED, () -> KeyTransfer.decode(wrong));
    }
  }

  @Test
  void refusesAKeyOfAnotherSuite() throws CipheringException {
    try (Sides sides = new Sides(SecuritySuite.SUITE_0)) {
      Data parameter = KeyTransfer.wrap(sides.client, Map.of(KeyId.MASTER, hex(KEY_256)));
      assertReason(Reason.INVALID_KEY, () -> KeyTransfer.unwrap(sides.server, parameter));
      assertThrows(
          IllegalArgumentException.class, () -> sides.server.set(KeyId.MASTER, hex(KEY_256)));
    }
  }

  private static void check(SecuritySuite suite, String master, String key, String wrapped)
      throws CipheringException {
    try (KeyRing keys = new KeyRing(suite)) {
      keys.masterKey(hex(master));
      assertArrayEquals(hex(wrapped), KeyWrap.wrap(keys, hex(key)));
      assertArrayEquals(hex(key), KeyWrap.unwrap(keys, hex(wrapped)));
    }
  }
}
