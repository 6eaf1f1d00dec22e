/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.dlms;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.meterway.dlms.apdu.Mechanism;
import org.meterway.dlms.client.DlmsClientOptions;
import org.meterway.dlms.security.InvocationCounters;
import org.meterway.dlms.security.KeyRing;
import org.meterway.dlms.security.SecurityPolicy;
import org.meterway.dlms.security.SecuritySuite;

/** Clients that the meters of the peers know, with the keys of the recorded exchanges. */
final class Clients {
  static final byte[] SECRET = "12345678".getBytes(StandardCharsets.US_ASCII);
  static final byte[] METER_TITLE = HexFormat.of().parseHex("4D4D4D0000BC614E");
  private static final byte[] TITLE = HexFormat.of().parseHex("4B55520000000001");

  private Clients() {}

  /** Client 16. */
  static DlmsClientOptions.Builder open() {
    return DlmsClientOptions.builder();
  }

  /** Client 1 with a mechanism, without ciphering. */
  static DlmsClientOptions.Builder with(Mechanism mechanism) {
    boolean signs = mechanism == Mechanism.HIGH_ECDSA;
    return ciphered(
        mechanism, signs ? SecuritySuite.SUITE_1 : SecuritySuite.SUITE_0, SecurityPolicy.NONE);
  }

  /** Client 1 with GMAC. */
  static DlmsClientOptions.Builder gmac(SecurityPolicy policy) {
    return ciphered(Mechanism.HIGH_GMAC, SecuritySuite.SUITE_0, policy);
  }

  /** Client 1. */
  static DlmsClientOptions.Builder ciphered(
      Mechanism mechanism, SecuritySuite suite, SecurityPolicy policy) {
    DlmsClientOptions.Builder builder =
        DlmsClientOptions.builder()
            .client(1)
            .security(keys(suite), policy)
            .systemTitle(TITLE)
            .counters(InvocationCounters.inMemory(1));
    return mechanism == Mechanism.HIGH_GMAC || mechanism == Mechanism.HIGH_ECDSA
        ? builder.authentication(mechanism)
        : builder.authentication(mechanism, SECRET);
  }

  static KeyRing keys(SecuritySuite suite) {
    KeyRing keys =
        new KeyRing(suite).encryptionKey(key(0x00, suite)).authenticationKey(key(0xD0, suite));
    return suite == SecuritySuite.SUITE_1
        ? keys.signingKey(SigningKeys.CLIENT.getPrivate())
            .peerSigningKey(SigningKeys.SERVER.getPublic())
        : keys;
  }

  private static byte[] key(int first, SecuritySuite suite) {
    byte[] key = new byte[suite == SecuritySuite.SUITE_2 ? 32 : 16];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (first + i);
    }
    return key;
  }
}
