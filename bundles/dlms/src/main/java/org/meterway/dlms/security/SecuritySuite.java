/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

/**
 * The algorithms of a security suite; its id is in the low four bits of each security control
 * octet.
 */
public enum SecuritySuite {
  /** AES-GCM-128 and key wrap; no public key algorithms. */
  SUITE_0(16, null, null, 0),
  /** AES-GCM-128, ECDSA and ECDH on P-256, SHA-256. */
  SUITE_1(16, "secp256r1", "SHA-256", 32),
  /** AES-GCM-256, ECDSA and ECDH on P-384, SHA-384. */
  SUITE_2(32, "secp384r1", "SHA-384", 48);

  private static final SecuritySuite[] ALL = values();

  private final int keyLength;
  private final String curve;
  private final String hash;
  private final int coordinateLength;

  SecuritySuite(int keyLength, String curve, String hash, int coordinateLength) {
    this.keyLength = keyLength;
    this.curve = curve;
    this.hash = hash;
    this.coordinateLength = coordinateLength;
  }

  /**
   * The suite of an id.
   *
   * @param id 0 to 2
   * @return the suite
   * @throws CipheringException WRONG_SUITE for any other id
   */
  public static SecuritySuite of(int id) throws CipheringException {
    if (id < 0 || id >= ALL.length) {
      throw new CipheringException(
          CipheringException.Reason.WRONG_SUITE,
          "security suite " + id + " is not defined, expected 0, 1 or 2");
    }
    return ALL[id];
  }

  /** The id, 0 to 2. */
  public int id() {
    return ordinal();
  }

  /** Octets of each symmetric key: 16 or 32. */
  public int keyLength() {
    return keyLength;
  }

  /** Whether the suite has signatures and key agreement: suites 1 and 2. */
  public boolean hasPublicKeys() {
    return curve != null;
  }

  /** Octets of a public key on the wire (x, then y): 64, 96, or 0 without public key algorithms. */
  public int publicKeyLength() {
    return 2 * coordinateLength;
  }

  /** Octets of a signature on the wire (r, then s): 64, 96, or 0 without public key algorithms. */
  public int signatureLength() {
    return 2 * coordinateLength;
  }

  int coordinateLength() {
    return coordinateLength;
  }

  String curve() {
    return curve;
  }

  String hash() {
    return hash;
  }

  String signatureAlgorithm() {
    return hash.replace("-", "") + "withECDSAinP1363Format";
  }
}
