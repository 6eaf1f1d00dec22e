/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import org.meterway.dlms.apdu.ApduTag;
import org.meterway.dlms.security.CipheringException.Reason;

/**
 * ECDSA of the suite, and general-signing: the signature covers the five fields with their lengths,
 * and the content without.
 */
final class Signatures {
  private final KeyRing keys;

  Signatures(KeyRing keys) {
    this.keys = keys;
  }

  /** The signature over parts one after the other: r, then s. */
  static byte[] sign(SecuritySuite suite, PrivateKey key, byte[]... parts)
      throws CipheringException {
    try {
      Signature signature = Signature.getInstance(algorithm(suite));
      signature.initSign(key);
      for (byte[] part : parts) {
        signature.update(part);
      }
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new CipheringException(Reason.INVALID_KEY, "the private key cannot sign", e);
    }
  }

  static boolean verify(SecuritySuite suite, PublicKey key, byte[] sig, byte[]... parts)
      throws CipheringException {
    try {
      Signature signature = Signature.getInstance(algorithm(suite));
      signature.initVerify(key);
      for (byte[] part : parts) {
        signature.update(part);
      }
      return sig.length == suite.signatureLength() && signature.verify(sig);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  byte[] sign(GeneralFields fields, byte[] content, int offset, int length)
      throws CipheringException {
    SecuritySuite suite = keys.suite();
    byte[] head = fields.toByteArray();
    byte[] body = Arrays.copyOfRange(content, offset, offset + length);
    byte[] signature = sign(suite, keys.signing(), head, body);
    byte[] apdu = new byte[1 + head.length + Axdr.size(body) + Axdr.size(signature)];
    apdu[0] = (byte) ApduTag.GENERAL_SIGNING;
    System.arraycopy(head, 0, apdu, 1, head.length);
    int at = Axdr.put(apdu, 1 + head.length, body);
    Axdr.put(apdu, at, signature);
    return apdu;
  }

  void verify(EnvelopeReader reader, byte[] apdu) throws CipheringException {
    byte[] head = part(apdu, reader.fields);
    byte[] body = part(apdu, reader.content);
    byte[] signature = part(apdu, reader.signature);
    if (!verify(keys.suite(), keys.peerSigning(), signature, head, body)) {
      throw new CipheringException(
          Reason.SIGNATURE_FAILED,
          "the signature does not fit: another key signed, or the APDU was changed");
    }
  }

  private static byte[] part(byte[] apdu, EnvelopeReader.Range range) {
    return Arrays.copyOfRange(apdu, range.offset, range.offset + range.length);
  }

  private static String algorithm(SecuritySuite suite) throws CipheringException {
    if (!suite.hasPublicKeys()) {
      throw new CipheringException(
          Reason.WRONG_SUITE, suite + " has no signatures, expected suite 1 or 2");
    }
    return suite.signatureAlgorithm();
  }
}
