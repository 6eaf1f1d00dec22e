/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every ciphered APDU that was recorded between public implementations is read, and written again
 * octet for octet.
 */
class RecordedCipheringTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "10-wrap-gmac-authenc-gurux-gurux",
        "11-wrap-gmac-authenc-jdlms-gurux",
        "13-wrap-gmac-authenc-jdlms-jdlms",
        "14-wrap-gmac-authonly-gurux-gurux",
        "15-wrap-gmac-enconly-gurux-gurux",
        "18-wrap-gmac-ded-gurux-gurux",
        "23-wrap-hls6-sha256-gurux-gurux",
        "24-wrap-hls7-ecdsa-suite1-gurux-gurux",
        "43-hdlc-gmac-authenc-gurux-gurux",
        "61-push-wrap-enc",
        "63-push-wrap-auth",
        "66-push-wrap-generalglo"
      })
  void readsAndWritesAgain(String name) throws CipheringException {
    Recording recording = Recording.of(name);
    assertFalse(recording.ciphered().isEmpty());
    SecuritySuite suite = SecuritySuite.of(recording.ciphered().get(0).control() & 0xF);
    try (KeyRing keys = Recording.keys(suite)) {
      SecurityContext client = context(keys, Recording.CLIENT, Recording.SERVER);
      SecurityContext server = context(keys, Recording.SERVER, Recording.CLIENT);
      for (Recording.Ciphered message : recording.ciphered()) {
        SecurityContext receiver = message.byClient() ? server : client;
        byte[] apdu = message.apdu();

        Unprotected unprotected = receiver.unprotect(apdu, 0, apdu.length);

        assertArrayEquals(message.plain(), unprotected.toByteArray());
        assertEquals(message.control() & 0x30, unprotected.protection().bits());
        assertEquals(message.counter(), unprotected.invocationCounter());
        assertTrue(unprotected.verified());

        SecurityContext sender =
            SecurityContext.builder(keys, message.byClient() ? Recording.CLIENT : Recording.SERVER)
                .peer(message.byClient() ? Recording.SERVER : Recording.CLIENT)
                .counters(InvocationCounters.inMemory(message.counter()))
                .build();
        sender.policy(unprotected.policy());
        byte[] plain = message.plain();
        assertArrayEquals(apdu, sender.protect(plain, 0, plain.length).toByteArray());
      }
    }
  }

  private static SecurityContext context(KeyRing keys, byte[] own, byte[] peer) {
    return SecurityContext.builder(keys, own).peer(peer).build();
  }
}
