/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.security.KeyPair;
import java.security.PublicKey;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.meterway.dlms.security.KeyId;
import org.meterway.dlms.security.KeyRing;
import org.meterway.dlms.security.SecuritySuite;

/**
 * The keys of a meter, which clients may change: by key transfer, key agreement and certificates.
 * They are for tests, and are kept as such. Thread-safe.
 */
public final class MeterKeys {
  private final SecuritySuite suite;
  private final Map<KeyId, byte[]> keys = new EnumMap<>(KeyId.class);
  private KeyPair signing;
  private KeyPair agreement;
  private PublicKey clientSigning;
  private PublicKey clientAgreement;

  /** No keys yet. */
  public MeterKeys(SecuritySuite suite) {
    this.suite = Objects.requireNonNull(suite, "suite");
  }

  /**
   * The keys that tests are often made with: EK 00 01 02 …, AK D0 D1 D2 …, BK 40 41 42 …, KEK 80 81
   * 82 …, each as long as the suite has them.
   */
  public static MeterKeys usual(SecuritySuite suite) {
    return new MeterKeys(suite)
        .set(KeyId.UNICAST_ENCRYPTION, counting(suite, 0x00))
        .set(KeyId.BROADCAST_ENCRYPTION, counting(suite, 0x40))
        .set(KeyId.AUTHENTICATION, counting(suite, 0xD0))
        .set(KeyId.MASTER, counting(suite, 0x80));
  }

  /** The same, of the suite 1: with room for key pairs of P-256. */
  public static MeterKeys usualWithKeyPairs() {
    return usual(SecuritySuite.SUITE_1);
  }

  private static byte[] counting(SecuritySuite suite, int from) {
    byte[] key = new byte[suite.keyLength()];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (from + i);
    }
    return key;
  }

  /** The suite. */
  public SecuritySuite suite() {
    return suite;
  }

  /** Sets a symmetric key, as long as the suite has them. */
  public synchronized MeterKeys set(KeyId id, byte[] key) {
    if (key.length != suite.keyLength()) {
      throw new IllegalArgumentException(
          id + " of " + key.length + " bytes: " + suite.keyLength() + " would be right");
    }
    keys.put(id, key.clone());
    return this;
  }

  /** A copy of a symmetric key, or {@code null}: for tests that look whether it has changed. */
  public synchronized byte[] get(KeyId id) {
    byte[] key = keys.get(id);
    return key == null ? null : key.clone();
  }

  /** Sets the keys that the meter signs with. */
  public synchronized MeterKeys signing(KeyPair pair) {
    signing = pair;
    return this;
  }

  /** The keys that the meter signs with, or {@code null}. */
  public synchronized KeyPair signing() {
    return signing;
  }

  /** Sets the static keys that the meter agrees on keys with. */
  public synchronized MeterKeys agreement(KeyPair pair) {
    agreement = pair;
    return this;
  }

  /** The static keys that the meter agrees on keys with, or {@code null}. */
  public synchronized KeyPair agreement() {
    return agreement;
  }

  /** Sets what the client's signatures are verified with. */
  public synchronized MeterKeys clientSigning(PublicKey key) {
    clientSigning = key;
    return this;
  }

  /** What the client's signatures are verified with, or {@code null}. */
  public synchronized PublicKey clientSigning() {
    return clientSigning;
  }

  /** Sets the client's static key of key agreement. */
  public synchronized MeterKeys clientAgreement(PublicKey key) {
    clientAgreement = key;
    return this;
  }

  /** The keys as an association needs them, with room for a dedicated key of its own. */
  synchronized KeyRing ring() {
    KeyRing ring = new KeyRing(suite);
    keys.forEach(ring::set);
    if (suite.hasPublicKeys()) {
      if (signing != null) {
        ring.signingKey(signing.getPrivate());
      }
      if (agreement != null) {
        ring.agreementKey(agreement.getPrivate());
      }
      if (clientSigning != null) {
        ring.peerSigningKey(clientSigning);
      }
      if (clientAgreement != null) {
        ring.peerAgreementKey(clientAgreement);
      }
    }
    return ring;
  }

  @Override
  public String toString() {
    return "keys of " + suite;
  }
}
