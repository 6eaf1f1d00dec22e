/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;
import org.meterway.api.config.PasswordDecoder;
import org.meterway.api.config.Validation;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.Mechanism;
import org.meterway.dlms.security.CipheringException;
import org.meterway.dlms.security.CipheringException.Reason;
import org.meterway.dlms.security.Envelope;
import org.meterway.dlms.security.KeyRing;
import org.meterway.dlms.security.PemKeys;
import org.meterway.dlms.security.Protection;
import org.meterway.dlms.security.SecurityPolicy;
import org.meterway.dlms.security.SecuritySuite;

/**
 * How a client shows who it is, and protects what it says.
 *
 * @param mechanism of the authentication
 * @param secret of the mechanisms that have one
 * @param protection by keys
 * @param envelope of ciphered APDUs
 * @param suite of the keys
 * @param title the client's system title, in hex; empty for none
 * @param meterTitle the meter's; empty for any
 * @param encryptionKey for what is ciphered
 * @param authenticationKey for what is authenticated
 * @param signingKey the file of the client's private key; null for none
 * @param meterKey the file of the meter's public key; null for none
 * @param counterObject tells the invocation counter that the meter expects; null for none
 */
record MeterSecurity(
    Mechanism mechanism,
    Secret secret,
    Protection protection,
    Envelope envelope,
    SecuritySuite suite,
    String title,
    String meterTitle,
    Secret encryptionKey,
    Secret authenticationKey,
    Path signingKey,
    Path meterKey,
    AttributeReference counterObject) {
  private static final int TITLE_OCTETS = 8;
  private static final String TITLE = "16 hex digits, such as 4D57590000000001";
  private static final String COUNTER = "an attribute such as 1:0.0.43.1.0.255:2, or nothing";

  /** Reads and checks them. */
  static MeterSecurity of(
      Validation validation, DlmsMeterConfig config, PasswordDecoder passwords) {
    Mechanism mechanism =
        validation.choice("authentication", config.authentication(), Mechanism.class);
    SecuritySuite suite = suite(validation, config.suite());
    int length = suite == null ? 0 : suite.keyLength();
    MeterSecurity security =
        new MeterSecurity(
            mechanism,
            Secret.password(validation, "secret", config.secret(), passwords),
            validation.choice("ciphering", config.ciphering(), Protection.class),
            validation.choice("envelope", config.envelope(), Envelope.class),
            suite,
            title(validation, "systemTitle", config.systemTitle()),
            title(validation, "meterTitle", config.meterTitle()),
            Secret.key(validation, "encryptionKey", config.encryptionKey(), passwords, length),
            Secret.key(
                validation, "authenticationKey", config.authenticationKey(), passwords, length),
            file(validation, "signingKeyFile", config.signingKeyFile()),
            file(validation, "meterKeyFile", config.meterKeyFile()),
            counterObject(validation, config.counterObject()));
    security.checkCompleteness(validation);
    return security;
  }

  /** The suite of an id; null, and noted, for a wrong one. */
  static SecuritySuite suite(Validation validation, int id) {
    if (id < 0 || id >= SecuritySuite.values().length) {
      validation.reject("suite", id, "0, 1 or 2");
      return null;
    }
    return SecuritySuite.values()[id];
  }

  private static String title(Validation validation, String property, String value) {
    byte[] octets = validation.hex(property, value, TITLE_OCTETS);
    if (octets.length != 0 && octets.length != TITLE_OCTETS) {
      validation.reject(property, value, TITLE);
    }
    return HexFormat.of().withUpperCase().formatHex(octets);
  }

  /** A path; null for none, and, noted, for one that is none. */
  static Path file(Validation validation, String property, String value) {
    try {
      return value == null || value.isBlank() ? null : Path.of(value.strip());
    } catch (InvalidPathException e) {
      validation.reject(property, value, "a path of the file system");
      return null;
    }
  }

  private static AttributeReference counterObject(Validation validation, String value) {
    if (value == null || value.isBlank()) {
      return null;
    }
    try {
      return AttributeReference.of(value.strip());
    } catch (IllegalArgumentException e) {
      validation.reject("counterObject", value, COUNTER);
      return null;
    }
  }

  private void checkCompleteness(Validation validation) {
    if (mechanism == null || protection == null) {
      return;
    }
    if (mechanism == Mechanism.HIGH_ECDSA) {
      checkSigning(validation);
    }
    if (needsSymmetricKeys() && encryptionKey.isEmpty()) {
      validation.reject("encryptionKey", "", "a key, as " + why());
    }
    if (needsSymmetricKeys() && needsAuthenticationKey() && authenticationKey.isEmpty()) {
      validation.reject("authenticationKey", "", "a key, as " + why());
    }
    if ((needsKeys() || mechanism == Mechanism.HIGH_SHA256) && title.isEmpty()) {
      validation.reject("systemTitle", "", TITLE + ", as " + why());
    }
    boolean hasSecret =
        mechanism != Mechanism.NONE
            && mechanism != Mechanism.HIGH_GMAC
            && mechanism != Mechanism.HIGH_ECDSA;
    if (hasSecret && secret.isEmpty()) {
      validation.reject("secret", "", "a secret, as " + why());
    }
  }

  private void checkSigning(Validation validation) {
    if (signingKey == null) {
      validation.reject("signingKeyFile", "", "a file, as " + why());
    }
    if (meterKey == null) {
      validation.reject("meterKeyFile", "", "a file, as " + why());
    }
    if (suite != null && !suite.hasPublicKeys()) {
      validation.reject("suite", suite.id(), "1 or 2, as " + why());
    }
  }

  private String why() {
    return "authentication is " + mechanism + " and ciphering " + protection;
  }

  private boolean needsAuthenticationKey() {
    return protection.authenticates() || mechanism == Mechanism.HIGH_GMAC;
  }

  /** Whether there are keys, and a counter to use them with. */
  boolean needsKeys() {
    return needsSymmetricKeys() || mechanism == Mechanism.HIGH_ECDSA;
  }

  private boolean needsSymmetricKeys() {
    return protection != Protection.NONE || mechanism == Mechanism.HIGH_GMAC;
  }

  /**
   * The keys; to be closed.
   *
   * @throws CipheringException if a file does not hold what it should
   */
  KeyRing keys() throws CipheringException {
    KeyRing ring = new KeyRing(suite);
    boolean done = false;
    try {
      if (!encryptionKey.isEmpty()) {
        ring.encryptionKey(encryptionKey.octets());
      }
      if (!authenticationKey.isEmpty()) {
        ring.authenticationKey(authenticationKey.octets());
      }
      if (mechanism == Mechanism.HIGH_ECDSA) {
        ring.signingKey(PemKeys.privateKey(signingKey)).peerSigningKey(PemKeys.publicKey(meterKey));
      }
      done = true;
      return ring;
    } catch (IOException e) {
      throw new CipheringException(Reason.MISSING_KEY, "a key cannot be read: " + e, e);
    } catch (IllegalArgumentException e) {
      throw new CipheringException(Reason.INVALID_KEY, e.getMessage(), e);
    } finally {
      if (!done) {
        ring.close();
      }
    }
  }

  SecurityPolicy policy() {
    boolean isDedicated = envelope == Envelope.DEDICATED || envelope == Envelope.GENERAL_DEDICATED;
    SecurityPolicy policy =
        isDedicated ? SecurityPolicy.dedicated(protection) : SecurityPolicy.global(protection);
    return policy.in(envelope);
  }

  String inWords() {
    String words = mechanism.words();
    return protection == Protection.NONE
        ? words
        : words + ", " + protection + " in suite " + suite.id();
  }
}
