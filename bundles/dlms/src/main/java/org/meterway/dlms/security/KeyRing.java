/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;

/**
 * The keys of one association: the secret ones of this side, the public ones of the other. Keys are
 * copied in and wiped when they are replaced and on close; nothing prints them.
 *
 * <p>Safe for threads. The JDK's ciphers keep schedules of their own until they are collected, and
 * its private keys cannot be wiped: what the ring does is to hold no more than needed.
 */
public final class KeyRing implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecuritySuite suite;
  private final SymmetricKey[] keys = new SymmetricKey[KeyId.values().length];
  private SymmetricKey dedicated;
  private PrivateKey signing;
  private PrivateKey agreement;
  private PublicKey peerSigning;
  private PublicKey peerAgreement;
  private boolean closed;

  /**
   * An empty ring.
   *
   * @param suite gives the length of each key
   */
  public KeyRing(SecuritySuite suite) {
    this.suite = Objects.requireNonNull(suite, "suite");
  }

  /** The suite of all keys. */
  public SecuritySuite suite() {
    return suite;
  }

  /**
   * Sets or replaces a symmetric key.
   *
   * @param id which
   * @param key its octets, 16 in suites 0 and 1, 32 in suite 2; copied: the caller wipes its own
   * @return this
   */
  public synchronized KeyRing set(KeyId id, byte[] key) {
    SymmetricKey next = checked(id.toString(), key);
    SymmetricKey before = keys[id.ordinal()];
    keys[id.ordinal()] = next;
    wipe(before);
    return this;
  }

  /**
   * Sets the global unicast encryption key (EK).
   *
   * @param key its octets; copied
   * @return this
   */
  public KeyRing encryptionKey(byte[] key) {
    return set(KeyId.UNICAST_ENCRYPTION, key);
  }

  /**
   * Sets the authentication key (AK).
   *
   * @param key its octets; copied
   * @return this
   */
  public KeyRing authenticationKey(byte[] key) {
    return set(KeyId.AUTHENTICATION, key);
  }

  /**
   * Sets the global broadcast encryption key (BK).
   *
   * @param key its octets; copied
   * @return this
   */
  public KeyRing broadcastKey(byte[] key) {
    return set(KeyId.BROADCAST_ENCRYPTION, key);
  }

  /**
   * Sets the master key (KEK).
   *
   * @param key its octets; copied
   * @return this
   */
  public KeyRing masterKey(byte[] key) {
    return set(KeyId.MASTER, key);
  }

  /**
   * Sets the dedicated key of the association, as a server reads it from an initiate-request.
   *
   * @param key its octets; copied
   * @return this
   */
  public synchronized KeyRing dedicatedKey(byte[] key) {
    SymmetricKey next = checked("dedicated key", key);
    wipe(dedicated);
    dedicated = next;
    return this;
  }

  /**
   * Makes a random dedicated key for a new association.
   *
   * @return its octets, for the initiate-request; the caller wipes them
   */
  public byte[] newDedicatedKey() {
    byte[] key = randomKey(suite);
    dedicatedKey(key);
    return key;
  }

  /** Forgets the dedicated key: the association is released. */
  public synchronized void forgetDedicatedKey() {
    wipe(dedicated);
    dedicated = null;
  }

  /**
   * Sets the private key that signs for this side.
   *
   * @param key of the suite's curve
   * @return this
   */
  public synchronized KeyRing signingKey(PrivateKey key) {
    signing = EcKeys.checked(suite, key);
    return this;
  }

  /**
   * Sets the static private key of this side for key agreement.
   *
   * @param key of the suite's curve
   * @return this
   */
  public synchronized KeyRing agreementKey(PrivateKey key) {
    agreement = EcKeys.checked(suite, key);
    return this;
  }

  /**
   * Sets the public key that verifies signatures of the other side.
   *
   * @param key of the suite's curve, for instance of its certificate
   * @return this
   */
  public synchronized KeyRing peerSigningKey(PublicKey key) {
    peerSigning = EcKeys.checked(suite, key);
    return this;
  }

  /**
   * Sets the static public key of the other side for key agreement.
   *
   * @param key of the suite's curve, for instance of its certificate
   * @return this
   */
  public synchronized KeyRing peerAgreementKey(PublicKey key) {
    peerAgreement = EcKeys.checked(suite, key);
    return this;
  }

  /**
   * Whether a symmetric key is set.
   *
   * @param id which
   * @return true when it is
   */
  public synchronized boolean has(KeyId id) {
    return keys[id.ordinal()] != null;
  }

  /** Whether a dedicated key is set. */
  synchronized boolean hasDedicatedKey() {
    return dedicated != null;
  }

  /** Wipes all symmetric keys and forgets the others. */
  @Override
  public synchronized void close() {
    closed = true;
    for (SymmetricKey key : keys) {
      wipe(key);
    }
    Arrays.fill(keys, null);
    forgetDedicatedKey();
    signing = null;
    agreement = null;
    peerSigning = null;
    peerAgreement = null;
  }

  @Override
  public String toString() {
    return "keys of " + suite;
  }

  static byte[] randomKey(SecuritySuite suite) {
    byte[] key = new byte[suite.keyLength()];
    RANDOM.nextBytes(key);
    return key;
  }

  synchronized SymmetricKey key(KeyId id) throws CipheringException {
    return present(keys[id.ordinal()], id);
  }

  synchronized SymmetricKey dedicated() throws CipheringException {
    return present(dedicated, "dedicated");
  }

  synchronized PrivateKey signing() throws CipheringException {
    return present(signing, "own private signing");
  }

  synchronized PrivateKey agreement() throws CipheringException {
    return present(agreement, "own private agreement");
  }

  synchronized PublicKey peerSigning() throws CipheringException {
    return present(peerSigning, "peer's public signing");
  }

  synchronized PublicKey peerAgreement() throws CipheringException {
    return present(peerAgreement, "peer's public agreement");
  }

  private <T> T present(T key, Object name) throws CipheringException {
    if (key == null) {
      throw new CipheringException(
          CipheringException.Reason.MISSING_KEY,
          "the " + name + " key is needed and " + (closed ? "the key ring is closed" : "not set"));
    }
    return key;
  }

  private SymmetricKey checked(String name, byte[] key) {
    if (closed) {
      throw new IllegalStateException("the key ring is closed");
    }
    if (key.length != suite.keyLength()) {
      throw new IllegalArgumentException(
          name + " of " + key.length + " octets, expected " + suite.keyLength() + " in " + suite);
    }
    return new SymmetricKey(key);
  }

  private static void wipe(SymmetricKey key) {
    if (key != null) {
      key.destroy();
    }
  }
}
