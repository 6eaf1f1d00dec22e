/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;

/**
 * Keys of the elliptic curves of suites 1 and 2, as they are on the wire and as the JDK has them.
 */
public final class EcKeys {
  private static final ECParameterSpec P256 = parameters(SecuritySuite.SUITE_1.curve());
  private static final ECParameterSpec P384 = parameters(SecuritySuite.SUITE_2.curve());

  private EcKeys() {}

  /**
   * A new pair.
   *
   * @param suite 1 or 2
   * @return random keys
   */
  public static KeyPair generate(SecuritySuite suite) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve(suite)));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no EC keys of " + suite, e);
    }
  }

  /**
   * A public key from the wire.
   *
   * @param suite 1 or 2
   * @param point x, then y: 64 or 96 octets
   * @return the key, its point is on the curve
   * @throws CipheringException INVALID_KEY for a wrong length or a point that is not on the curve
   */
  public static PublicKey publicKey(SecuritySuite suite, byte[] point) throws CipheringException {
    ECParameterSpec curve = of(suite);
    int half = suite.coordinateLength();
    if (point.length != 2 * half) {
      throw invalid("public key of " + point.length + " octets, expected " + 2 * half, null);
    }
    BigInteger x = new BigInteger(1, Arrays.copyOf(point, half));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, half, 2 * half));
    if (!onCurve(curve, x, y)) {
      throw invalid("public key is not a point of " + suite.curve(), null);
    }
    try {
      return KeyFactory.getInstance("EC")
          .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve));
    } catch (GeneralSecurityException e) {
      throw invalid("public key is not a key of " + suite.curve(), e);
    }
  }

  /**
   * A public key for the wire.
   *
   * @param suite 1 or 2
   * @param key of the suite's curve
   * @return x, then y: 64 or 96 octets
   */
  public static byte[] octets(SecuritySuite suite, PublicKey key) {
    ECPoint point = ((ECPublicKey) checked(suite, key)).getW();
    int half = suite.coordinateLength();
    byte[] octets = new byte[2 * half];
    put(point.getAffineX(), octets, 0, half);
    put(point.getAffineY(), octets, half, half);
    return octets;
  }

  /**
   * A private key from its number.
   *
   * @param suite 1 or 2
   * @param scalar big-endian, 32 or 48 octets
   * @return the key
   * @throws CipheringException INVALID_KEY unless between 1 and the order of the curve
   */
  public static PrivateKey privateKey(SecuritySuite suite, byte[] scalar)
      throws CipheringException {
    ECParameterSpec curve = of(suite);
    BigInteger number = new BigInteger(1, scalar);
    if (scalar.length != suite.coordinateLength()
        || number.signum() == 0
        || number.compareTo(curve.getOrder()) >= 0) {
      throw invalid(
          "private key of "
              + scalar.length
              + " octets, expected "
              + suite.coordinateLength()
              + " and a number between 1 and the order of "
              + suite.curve(),
          null);
    }
    try {
      return KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(number, curve));
    } catch (GeneralSecurityException e) {
      throw invalid("private key is not a key of " + suite.curve(), e);
    }
  }

  static PublicKey checked(SecuritySuite suite, PublicKey key) {
    check(suite, key instanceof ECPublicKey ec ? ec : null);
    return key;
  }

  static PrivateKey checked(SecuritySuite suite, PrivateKey key) {
    check(suite, key instanceof ECPrivateKey ec ? ec : null);
    return key;
  }

  private static void check(SecuritySuite suite, ECKey key) {
    ECParameterSpec curve = of(suite);
    if (key == null
        || !key.getParams().getCurve().equals(curve.getCurve())
        || !key.getParams().getOrder().equals(curve.getOrder())) {
      throw new IllegalArgumentException(
          "key of another kind, expected one of " + suite.curve() + " in " + suite);
    }
  }

  private static boolean onCurve(ECParameterSpec curve, BigInteger x, BigInteger y) {
    BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
    if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
      return false;
    }
    BigInteger right =
        x.multiply(x).add(curve.getCurve().getA()).multiply(x).add(curve.getCurve().getB()).mod(p);
    return y.multiply(y).mod(p).equals(right);
  }

  private static void put(BigInteger number, byte[] octets, int at, int length) {
    byte[] all = number.toByteArray();
    int used = Math.min(all.length, length);
    System.arraycopy(all, all.length - used, octets, at + length - used, used);
  }

  private static ECParameterSpec of(SecuritySuite suite) {
    curve(suite);
    return suite == SecuritySuite.SUITE_1 ? P256 : P384;
  }

  private static String curve(SecuritySuite suite) {
    if (!suite.hasPublicKeys()) {
      throw new IllegalArgumentException(suite + " has no public keys, expected suite 1 or 2");
    }
    return suite.curve();
  }

  private static ECParameterSpec parameters(String curve) {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec(curve));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK does not know the curve " + curve, e);
    }
  }

  private static CipheringException invalid(String message, Throwable cause) {
    return new CipheringException(CipheringException.Reason.INVALID_KEY, message, cause);
  }
}
