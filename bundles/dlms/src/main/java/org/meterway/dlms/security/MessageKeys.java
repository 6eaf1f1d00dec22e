/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Arrays;
import org.meterway.dlms.security.CipheringException.Reason;
import org.meterway.dlms.security.EnvelopeReader.Range;

/**
 * The key of a general-ciphering APDU and the key info that tells the other side how to come by it.
 *
 * <pre>
 * identified      01 | 00 | key id
 * wrapped         01 | 01 | 00 master key | length | wrapped key
 * one-pass        01 | 02 | 01 01 | length | ephemeral public key, signature over it
 * static unified  01 | 02 | 01 02 | 00
 * </pre>
 */
final class MessageKeys {
  private static final int ONE_PASS = 1;
  private static final int STATIC_UNIFIED = 2;

  private final KeyRing keys;

  MessageKeys(KeyRing keys) {
    this.keys = keys;
  }

  /** A key and its key info. */
  record Made(SymmetricKey key, byte[] info, boolean ephemeral) {
    void wipe() {
      if (ephemeral) {
        key.destroy();
      }
    }
  }

  /** The key for what we send. */
  Made make(KeyChoice choice, GeneralFields fields) throws CipheringException {
    return switch (choice) {
      case UNICAST -> identified(KeyId.UNICAST_ENCRYPTION);
      case BROADCAST -> identified(KeyId.BROADCAST_ENCRYPTION);
      case WRAPPED -> wrapped();
      case ONE_PASS -> onePass(fields);
      case STATIC_UNIFIED -> {
        byte[] key =
            KeyAgreement.staticUnified(
                keys.suite(),
                keys.agreement(),
                keys.peerAgreement(),
                fields.originator(),
                fields.transactionId(),
                fields.recipient());
        yield ephemeral(key, new byte[] {1, EnvelopeReader.KEY_AGREED, 1, STATIC_UNIFIED, 0});
      }
    };
  }

  /** Which key the APDU is under. */
  KeyChoice choice(EnvelopeReader reader, byte[] apdu) throws CipheringException {
    return switch (reader.keyInfo) {
      case EnvelopeReader.KEY_NONE -> KeyChoice.UNICAST;
      case EnvelopeReader.KEY_IDENTIFIED ->
          switch (reader.keyId) {
            case 0 -> KeyChoice.UNICAST;
            case 1 -> KeyChoice.BROADCAST;
            default ->
                throw new CipheringException(
                    Reason.UNSUPPORTED,
                    "identified key " + reader.keyId + ", expected 0 (unicast) or 1 (broadcast)");
          };
      case EnvelopeReader.KEY_WRAPPED -> {
        if (reader.keyId != 0) {
          throw new CipheringException(
              Reason.UNSUPPORTED,
              "key encryption key " + reader.keyId + ", expected 0, the master key");
        }
        yield KeyChoice.WRAPPED;
      }
      default -> {
        Range scheme = reader.keyParameters;
        int id = scheme.length == 1 ? apdu[scheme.offset] : -1;
        yield switch (id) {
          case ONE_PASS -> KeyChoice.ONE_PASS;
          case STATIC_UNIFIED -> KeyChoice.STATIC_UNIFIED;
          default ->
              throw new CipheringException(
                  Reason.UNSUPPORTED,
                  "key agreement with parameters of "
                      + scheme.length
                      + " octets, expected one octet, 1 (one-pass) or 2 (static unified)");
        };
      }
    };
  }

  /** The key of an APDU that was received with key data. */
  SymmetricKey received(
      KeyChoice choice, EnvelopeReader reader, byte[] apdu, byte[] originator, byte[] ownTitle)
      throws CipheringException {
    byte[] data = part(apdu, reader.keyData);
    byte[] key =
        switch (choice) {
          case WRAPPED -> KeyWrap.unwrap(keys.key(KeyId.MASTER), data);
          case ONE_PASS -> onePassReceived(data, originator, ownTitle);
          case STATIC_UNIFIED ->
              KeyAgreement.staticUnified(
                  keys.suite(),
                  keys.agreement(),
                  keys.peerAgreement(),
                  originator,
                  part(apdu, reader.transaction),
                  ownTitle);
          default -> throw new IllegalArgumentException(choice + " is no key of one APDU");
        };
    return taken(key);
  }

  private Made identified(KeyId id) throws CipheringException {
    byte[] info = {1, EnvelopeReader.KEY_IDENTIFIED, (byte) id.id()};
    return new Made(keys.key(id), info, false);
  }

  private Made wrapped() throws CipheringException {
    byte[] key = KeyRing.randomKey(keys.suite());
    byte[] wrapped = KeyWrap.wrap(keys.key(KeyId.MASTER), key);
    return ephemeral(key, info(new byte[] {1, EnvelopeReader.KEY_WRAPPED, 0}, wrapped));
  }

  private Made onePass(GeneralFields fields) throws CipheringException {
    SecuritySuite suite = keys.suite();
    PublicKey peer = keys.peerAgreement();
    KeyPair pair = EcKeys.generate(suite);
    byte[] point = EcKeys.octets(suite, pair.getPublic());
    byte[] signature = Signatures.sign(suite, keys.signing(), point);
    byte[] key =
        KeyAgreement.onePass(
            suite, pair.getPrivate(), peer, fields.originator(), fields.recipient());
    byte[] data = Arrays.copyOf(point, point.length + signature.length);
    System.arraycopy(signature, 0, data, point.length, signature.length);
    return ephemeral(key, info(new byte[] {1, EnvelopeReader.KEY_AGREED, 1, ONE_PASS}, data));
  }

  private byte[] onePassReceived(byte[] data, byte[] originator, byte[] ownTitle)
      throws CipheringException {
    SecuritySuite suite = keys.suite();
    int half = suite.publicKeyLength();
    if (!suite.hasPublicKeys() || data.length != half + suite.signatureLength()) {
      throw new CipheringException(
          Reason.INVALID_KEY,
          "data of the agreed key of "
              + data.length
              + " octets, expected "
              + (half + suite.signatureLength())
              + ": a public key and its signature");
    }
    byte[] point = Arrays.copyOf(data, half);
    byte[] signature = Arrays.copyOfRange(data, half, data.length);
    if (!Signatures.verify(suite, keys.peerSigning(), signature, point)) {
      throw new CipheringException(
          Reason.SIGNATURE_FAILED, "the ephemeral public key is not signed by the other side");
    }
    PublicKey ephemeral = EcKeys.publicKey(suite, point);
    return KeyAgreement.onePass(suite, keys.agreement(), ephemeral, originator, ownTitle);
  }

  private SymmetricKey taken(byte[] key) throws CipheringException {
    try {
      if (key.length != keys.suite().keyLength()) {
        throw new CipheringException(
            Reason.INVALID_KEY,
            "key of " + key.length + " octets, expected " + keys.suite().keyLength());
      }
      return new SymmetricKey(key);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private Made ephemeral(byte[] key, byte[] info) throws CipheringException {
    return new Made(taken(key), info, true);
  }

  private static byte[] info(byte[] head, byte[] data) {
    byte[] all = Arrays.copyOf(head, head.length + Axdr.size(data));
    Axdr.put(all, head.length, data);
    return all;
  }

  private static byte[] part(byte[] apdu, Range range) {
    return Arrays.copyOfRange(apdu, range.offset, range.offset + range.length);
  }
}
