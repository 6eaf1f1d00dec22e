/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.dlms;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;

/** A key pair on P-256 for each side, made for this run; they reach the peers as properties. */
final class SigningKeys {
  static final KeyPair CLIENT = generate();
  static final KeyPair SERVER = generate();

  private SigningKeys() {}

  static List<String> client() {
    return properties(CLIENT, SERVER);
  }

  static List<String> server() {
    return properties(SERVER, CLIENT);
  }

  private static List<String> properties(KeyPair own, KeyPair other) {
    return List.of(
        "-Dsigning.private=" + base64(own.getPrivate().getEncoded()),
        "-Dsigning.public=" + base64(other.getPublic().getEncoded()));
  }

  private static String base64(byte[] key) {
    return Base64.getEncoder().encodeToString(key);
  }

  private static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
