/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.record;

import java.util.EnumMap;
import java.util.Map;
import org.meterway.dlms.apdu.Apdu;
import org.meterway.dlms.apdu.ApduCodec;
import org.meterway.dlms.apdu.ApduException;
import org.meterway.dlms.apdu.Ciphered;
import org.meterway.dlms.apdu.GeneralCiphering;
import org.meterway.dlms.apdu.GeneralDedCiphering;
import org.meterway.dlms.apdu.GeneralGloCiphering;
import org.meterway.dlms.security.CipheringException;
import org.meterway.dlms.security.KeyRing;
import org.meterway.dlms.security.SecurityContext;
import org.meterway.dlms.security.SecuritySuite;
import org.meterway.dlms.security.Unprotected;

/**
 * Takes the ciphering off recorded APDUs. A recording may hold a counter twice (a retry, or a
 * peer's fault), so counters are not checked: each APDU has a context of its own.
 */
final class Deciphering implements AutoCloseable {
  private static final int TITLE = 8;
  private static final int SUITE = 0x0F;

  private final RecordedKeys keys;
  private final Map<SecuritySuite, KeyRing> rings = new EnumMap<>(SecuritySuite.class);
  private byte[] clientTitle;
  private byte[] serverTitle;
  private byte[] dedicatedKey;

  Deciphering(RecordedKeys keys) {
    this.keys = keys;
  }

  void clientTitle(byte[] title) {
    clientTitle = title == null ? clientTitle : title;
  }

  void serverTitle(byte[] title) {
    serverTitle = title == null ? serverTitle : title;
  }

  void dedicatedKey(byte[] key) {
    dedicatedKey = key;
    close(); // Its rings have another one.
  }

  /** A new connection begins. */
  void forget() {
    clientTitle = null;
    serverTitle = null;
    dedicatedKey = null;
    close();
  }

  Unprotected open(byte[] apdu, boolean isRequest) throws CipheringException {
    byte[] client = known(clientTitle, keys.clientTitle());
    byte[] server = known(serverTitle, keys.serverTitle());
    byte[] sender = isRequest ? client : server;
    byte[] own = isRequest ? server : client;
    SecurityContext.Builder builder =
        SecurityContext.builder(ring(suite(apdu)), own == null ? new byte[TITLE] : own)
            .withoutAuthenticationKey();
    if (sender != null) {
      builder.peer(sender);
    }
    // Not closed: that would wipe the view.
    return builder.build().unprotect(apdu, 0, apdu.length);
  }

  private static byte[] known(byte[] told, byte[] ofHeader) {
    byte[] title = told != null && told.length == TITLE ? told : ofHeader;
    return title != null && title.length == TITLE ? title : null;
  }

  /** The suite that the security control octet names. */
  private static SecuritySuite suite(byte[] apdu) {
    byte[] content = {};
    try {
      Apdu envelope = ApduCodec.decode(apdu);
      if (envelope instanceof Ciphered ciphered) {
        content = ciphered.content();
      } else if (envelope instanceof GeneralGloCiphering ciphered) {
        content = ciphered.content();
      } else if (envelope instanceof GeneralDedCiphering ciphered) {
        content = ciphered.content();
      } else if (envelope instanceof GeneralCiphering ciphered) {
        content = ciphered.content();
      }
    } catch (ApduException e) {
      // Opening it says what is wrong.
    }
    int number = content.length == 0 ? 0 : content[0] & SUITE;
    SecuritySuite[] suites = SecuritySuite.values();
    return suites[Math.min(number, suites.length - 1)];
  }

  private KeyRing ring(SecuritySuite suite) {
    return rings.computeIfAbsent(suite, this::newRing);
  }

  private KeyRing newRing(SecuritySuite suite) {
    boolean isSuite2 = suite.ordinal() == 2;
    KeyRing ring = new KeyRing(suite);
    if (keys.encryption(isSuite2) != null) {
      ring.encryptionKey(keys.encryption(isSuite2));
    }
    if (keys.authentication(isSuite2) != null) {
      ring.authenticationKey(keys.authentication(isSuite2));
    }
    byte[] dedicated = dedicatedKey == null ? keys.dedicated() : dedicatedKey;
    if (dedicated != null && dedicated.length == (isSuite2 ? 32 : 16)) {
      ring.dedicatedKey(dedicated);
    }
    return ring;
  }

  @Override
  public void close() {
    rings.values().forEach(KeyRing::close);
    rings.clear();
  }
}
