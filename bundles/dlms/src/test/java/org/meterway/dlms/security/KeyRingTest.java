/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.dlms.security.KeyAgreementTest.assertReason;
import static org.meterway.dlms.security.Recording.hex;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import org.meterway.dlms.security.CipheringException.Reason;

/** Keys are held as little as possible and shown to nobody. */
class KeyRingTest {
  private static final String KEY = "00112233445566778899AABBCCDDEEFF";

  @Test
  void wipesAKeyThatIsReplaced() throws CipheringException {
    try (KeyRing keys = new KeyRing(SecuritySuite.SUITE_0)) {
      SymmetricKey before = keys.encryptionKey(hex(KEY)).key(KeyId.UNICAST_ENCRYPTION);
      keys.encryptionKey(hex(KEY));
      assertTrue(before.isDestroyed());
      assertThrows(IllegalStateException.class, before::getEncoded);
    }
  }

  @Test
  void wipesAllKeysOnClose() throws CipheringException {
    KeyRing keys = Recording.keys(SecuritySuite.SUITE_0);
    SymmetricKey encryption = keys.key(KeyId.UNICAST_ENCRYPTION);
    SymmetricKey dedicated = keys.dedicated();

    keys.close();

    assertTrue(encryption.isDestroyed());
    assertTrue(dedicated.isDestroyed());
    assertReason(Reason.MISSING_KEY, () -> keys.key(KeyId.UNICAST_ENCRYPTION));
    assertThrows(IllegalStateException.class, () -> keys.encryptionKey(hex(KEY)));
  }

  @Test
  void doesNotChangeWithTheCallersArray() throws CipheringException {
    try (KeyRing keys = new KeyRing(SecuritySuite.SUITE_0)) {
      byte[] octets = hex(KEY);
      keys.encryptionKey(octets);
      java.util.Arrays.fill(octets, (byte) 0);
      assertEquals(
          KEY.toLowerCase(java.util.Locale.ROOT),
          java.util.HexFormat.of().formatHex(keys.key(KeyId.UNICAST_ENCRYPTION).getEncoded()));
    }
  }

  @Test
  void showsNoKey() throws CipheringException {
    try (KeyRing keys = new KeyRing(SecuritySuite.SUITE_0).encryptionKey(hex(KEY))) {
      assertEquals("keys of SUITE_0", keys.toString());
      SymmetricKey key = keys.key(KeyId.UNICAST_ENCRYPTION);
      assertEquals("AES key of 128 bits", key.toString());
      assertThrows(
          NotSerializableException.class,
          () -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(key));
    }
  }

  @Test
  void saysTheLengthOfAWrongKeyOnly() {
    try (KeyRing keys = new KeyRing(SecuritySuite.SUITE_2)) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> keys.encryptionKey(hex(KEY)))
              .getMessage();
      assertEquals("UNICAST_ENCRYPTION of 16 octets, expected 32 in SUITE_2", message);
    }
  }

  @Test
  void makesAnotherDedicatedKeyEachTime() {
    try (KeyRing keys = new KeyRing(SecuritySuite.SUITE_2)) {
      assertFalse(keys.hasDedicatedKey());
      byte[] first = keys.newDedicatedKey();
      byte[] second = keys.newDedicatedKey();
      assertTrue(keys.hasDedicatedKey());
      assertEquals(32, first.length);
      assertNotEquals(
          java.util.HexFormat.of().formatHex(first), java.util.HexFormat.of().formatHex(second));
      keys.forgetDedicatedKey();
      assertReason(Reason.MISSING_KEY, keys::dedicated);
    }
  }

  @Test
  void takesPublicKeysOfItsCurveOnly() {
    try (KeyRing suite0 = new KeyRing(SecuritySuite.SUITE_0);
        KeyRing suite1 = new KeyRing(SecuritySuite.SUITE_1)) {
      var large = EcKeys.generate(SecuritySuite.SUITE_2);
      assertThrows(IllegalArgumentException.class, () -> suite1.signingKey(large.getPrivate()));
      assertThrows(IllegalArgumentException.class, () -> suite1.peerSigningKey(large.getPublic()));
      assertThrows(IllegalArgumentException.class, () -> suite0.signingKey(large.getPrivate()));
    }
  }
}
