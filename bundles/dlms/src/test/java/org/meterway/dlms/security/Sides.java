/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import java.security.KeyPair;
import java.util.List;
import java.util.stream.Stream;

/** The key rings of two sides that know each other; suites 1 and 2 with key pairs. */
final class Sides implements AutoCloseable {
  private static final List<KeyPair> PAIRS_1 = pairs(SecuritySuite.SUITE_1);
  private static final List<KeyPair> PAIRS_2 = pairs(SecuritySuite.SUITE_2);

  final KeyRing client;
  final KeyRing server;

  Sides(SecuritySuite suite) {
    client = Recording.keys(suite);
    server = Recording.keys(suite);
    for (KeyRing keys : new KeyRing[] {client, server}) {
      byte[] master = new byte[suite.keyLength()];
      master[0] = 0x4B;
      byte[] broadcast = new byte[suite.keyLength()];
      broadcast[0] = 0x42;
      keys.masterKey(master).broadcastKey(broadcast);
    }
    if (suite.hasPublicKeys()) {
      List<KeyPair> pairs = suite == SecuritySuite.SUITE_1 ? PAIRS_1 : PAIRS_2;
      pair(client, server, pairs.get(0), pairs.get(1));
      pair(server, client, pairs.get(2), pairs.get(3));
    }
  }

  private static void pair(KeyRing own, KeyRing other, KeyPair signing, KeyPair agreement) {
    own.signingKey(signing.getPrivate()).agreementKey(agreement.getPrivate());
    other.peerSigningKey(signing.getPublic()).peerAgreementKey(agreement.getPublic());
  }

  private static List<KeyPair> pairs(SecuritySuite suite) {
    return Stream.generate(() -> EcKeys.generate(suite)).limit(4).toList();
  }

  SecurityContext.Builder ofClient() {
    return SecurityContext.builder(client, Recording.CLIENT).peer(Recording.SERVER);
  }

  SecurityContext.Builder ofServer() {
    return SecurityContext.builder(server, Recording.SERVER).peer(Recording.CLIENT);
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
