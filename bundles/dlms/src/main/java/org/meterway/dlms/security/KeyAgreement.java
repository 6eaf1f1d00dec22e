/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Arrays;
import org.meterway.dlms.security.CipheringException.Reason;

/**
 * Key agreement of suites 1 and 2: elliptic curve Diffie-Hellman, then the concatenation key
 * derivation function of NIST SP 800-56A over algorithm id and system titles. Also the data of
 * Security setup's method {@code key_agreement}, where client (party U) and server (party V) agree
 * by ephemeral keys of both.
 */
public final class KeyAgreement {
  private static final byte[] COUNTER_ONE = {0, 0, 0, 1};
  private static final byte[] NO_NONCE = {};

  private KeyAgreement() {}

  /**
   * One side of the ephemeral unified model, C(2e, 0s). Used once; forgets its private key
   * afterwards.
   */
  public static final class Ephemeral {
    private final KeyRing keys;
    private final KeyId id;
    private KeyPair pair;

    /**
     * Makes an ephemeral key.
     *
     * @param keys gives the suite and the signing keys
     * @param id the key to agree on
     */
    public Ephemeral(KeyRing keys, KeyId id) {
      this.keys = keys;
      this.id = id;
      this.pair = EcKeys.generate(keys.suite());
    }

    Ephemeral(KeyRing keys, KeyId id, KeyPair pair) {
      this.keys = keys;
      this.id = id;
      this.pair = pair;
    }

    /** The key to agree on. */
    public KeyId id() {
      return id;
    }

    /**
     * What goes to the other side as {@code key_data}: the ephemeral public key, and the signature
     * over key id and public key.
     *
     * @return 128 or 192 octets
     * @throws CipheringException MISSING_KEY without a private signing key
     */
    public byte[] keyData() throws CipheringException {
      SecuritySuite suite = keys.suite();
      byte[] point = EcKeys.octets(suite, pair.getPublic());
      byte[] signature = Signatures.sign(suite, keys.signing(), new byte[] {(byte) id.id()}, point);
      byte[] data = Arrays.copyOf(point, point.length + signature.length);
      System.arraycopy(signature, 0, data, point.length, signature.length);
      return data;
    }

    /**
     * The agreed key, from what the other side sent.
     *
     * @param peerKeyData its {@code key_data}
     * @param clientTitle system title of the client
     * @param serverTitle system title of the server
     * @return the key, which the caller wipes
     * @throws CipheringException SIGNATURE_FAILED or INVALID_KEY when it is not from the other side
     */
    public byte[] agree(byte[] peerKeyData, byte[] clientTitle, byte[] serverTitle)
        throws CipheringException {
      if (pair == null) {
        throw new IllegalStateException("an ephemeral key is used once");
      }
      SecuritySuite suite = keys.suite();
      int half = suite.publicKeyLength();
      if (peerKeyData.length != half + suite.signatureLength()) {
        throw new CipheringException(
            Reason.INVALID_KEY,
            "key data of "
                + peerKeyData.length
                + " octets, expected "
                + (half + suite.signatureLength())
                + ": a public key and its signature");
      }
      byte[] point = Arrays.copyOf(peerKeyData, half);
      byte[] signature = Arrays.copyOfRange(peerKeyData, half, peerKeyData.length);
      if (!Signatures.verify(
          suite, keys.peerSigning(), signature, new byte[] {(byte) id.id()}, point)) {
        throw new CipheringException(
            Reason.SIGNATURE_FAILED, "the ephemeral public key is not signed by the other side");
      }
      byte[] secret = secret(pair.getPrivate(), EcKeys.publicKey(suite, point));
      pair = null;
      boolean wraps = id == KeyId.MASTER;
      return derive(suite, secret, wraps, clientTitle, NO_NONCE, serverTitle);
    }
  }

  /** C(1e, 1s): the originator has the ephemeral key, the recipient the static one. */
  static byte[] onePass(
      SecuritySuite suite, PrivateKey own, PublicKey peer, byte[] originator, byte[] recipient)
      throws CipheringException {
    return derive(suite, secret(own, peer), false, originator, NO_NONCE, recipient);
  }

  /** C(0e, 2s): both static, the transaction id of the originator is the nonce. */
  static byte[] staticUnified(
      SecuritySuite suite,
      PrivateKey own,
      PublicKey peer,
      byte[] originator,
      byte[] transactionId,
      byte[] recipient)
      throws CipheringException {
    byte[] nonce = new byte[Axdr.size(transactionId)];
    Axdr.put(nonce, 0, transactionId);
    return derive(suite, secret(own, peer), false, originator, nonce, recipient);
  }

  /** The shared secret, the x coordinate. */
  static byte[] secret(PrivateKey own, PublicKey peer) throws CipheringException {
    try {
      javax.crypto.KeyAgreement agreement = javax.crypto.KeyAgreement.getInstance("ECDH");
      agreement.init(own);
      agreement.doPhase(peer, true);
      return agreement.generateSecret();
    } catch (GeneralSecurityException e) {
      throw new CipheringException(Reason.INVALID_KEY, "the keys do not agree on a secret", e);
    }
  }

  /** Derives a key and wipes the secret: one round is enough, no key is longer than the hash. */
  static byte[] derive(
      SecuritySuite suite, byte[] secret, boolean wraps, byte[] u, byte[] nonceOfU, byte[] v)
      throws CipheringException {
    try {
      MessageDigest hash = MessageDigest.getInstance(suite.hash());
      hash.update(COUNTER_ONE);
      hash.update(secret);
      hash.update(algorithm(suite, wraps));
      hash.update(u);
      hash.update(nonceOfU);
      hash.update(v);
      byte[] all = hash.digest();
      byte[] key = Arrays.copyOf(all, suite.keyLength());
      Arrays.fill(all, (byte) 0);
      return key;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no " + suite.hash(), e);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /**
   * What the key is for, 2.16.756.5.8.3.n: AES-GCM-128, AES-GCM-256, AES-WRAP-128, AES-WRAP-256.
   */
  private static byte[] algorithm(SecuritySuite suite, boolean wraps) {
    int n = (suite == SecuritySuite.SUITE_2 ? 1 : 0) + (wraps ? 2 : 0);
    return new byte[] {0x60, (byte) 0x85, 0x74, 5, 8, 3, (byte) n};
  }
}
