/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Private keys in the forms in which PEM files have them. */
final class PrivateKeys {
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

  private static final byte[] VERSION_0 = Der.element(Der.INTEGER, new byte[1]);
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
  private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

  private PrivateKeys() {}

  /**
   * The key of a PEM block.
   *
   * @param password of an encrypted key
   * @param curve the content of a block {@code EC PARAMETERS} beside it
   * @throws FileProblem if it cannot be used
   */
  static PrivateKey read(PemReader.Block block, Secret password, Optional<byte[]> curve)
      throws FileProblem {
    if (block.hasHeaders()) {
      throw new FileProblem(
          "has a private key that is encrypted in an old way; write it anew with"
              + " openssl pkcs8 -topk8 -v2 aes256");
    }
    byte[] der = block.content();
    try {
      return switch (block.label()) {
        case "PRIVATE KEY" -> decode(der.clone());
        case "ENCRYPTED PRIVATE KEY" -> decrypt(der, password);
        case "RSA PRIVATE KEY" -> decode(pkcs8(RSA, der));
        case "EC PRIVATE KEY" ->
            decode(pkcs8(Der.element(Der.SEQUENCE, EC, curve(der, curve)), der));
        default ->
            throw new FileProblem(
                "has a private key of an unknown kind: "
                    + CertificateWords.harmless(block.label()));
      };
    } catch (IllegalArgumentException e) {
      throw new FileProblem("has a damaged private key");
    }
  }

  /** The newer form, which says of what algorithm the key is. */
  private static byte[] pkcs8(byte[] algorithm, byte[] key) {
    byte[] content = Der.element(Der.OCTET_STRING, key);
    try {
      return Der.element(Der.SEQUENCE, VERSION_0, algorithm, content);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private static byte[] curve(byte[] key, Optional<byte[]> beside) throws FileProblem {
    return Der.find(key, Der.CONTEXT_0)
        .or(() -> beside)
        .orElseThrow(() -> new FileProblem("has an EC private key that does not name its curve"));
  }

  /** Wipes what it is given. */
  private static PrivateKey decode(byte[] pkcs8) throws FileProblem {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pkcs8);
    Arrays.fill(pkcs8, (byte) 0);
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (GeneralSecurityException e) {
        continue; // Of another algorithm.
      }
    }
    throw new FileProblem(
        "has a private key that is damaged, or of a kind that Java does not support");
  }

  private static PrivateKey decrypt(byte[] der, Secret password) throws FileProblem {
    if (password.isEmpty()) {
      throw new FileProblem("has an encrypted private key, and tlsPassword is empty");
    }
    char[] characters = password.characters();
    PBEKeySpec spec = new PBEKeySpec(characters);
    Arrays.fill(characters, '\0');
    try {
      EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
      AlgorithmParameters parameters = info.getAlgParameters();
      Cipher cipher = Cipher.getInstance(scheme(info, parameters));
      cipher.init(
          Cipher.DECRYPT_MODE,
          SecretKeyFactory.getInstance(scheme(info, parameters)).generateSecret(spec),
          parameters);
      return decode(info.getKeySpec(cipher).getEncoded());
    } catch (InvalidKeySpecException e) {
      throw new FileProblem("has a private key that tlsPassword does not open");
    } catch (IOException | GeneralSecurityException e) {
      throw new FileProblem(
          "has a private key that is encrypted in a way that Java does not support; write it anew with"
              + " openssl pkcs8 -topk8 -v2 aes256");
    } finally {
      spec.clearPassword();
    }
  }

  /** Of PBES2, Java 17 tells the exact scheme as the text of the parameters. */
  private static String scheme(EncryptedPrivateKeyInfo info, AlgorithmParameters parameters) {
    String name = info.getAlgName();
    return name.equals("PBES2") || name.equals("1.2.840.113549.1.5.13")
        ? parameters.toString()
        : name;
  }

  /** Whether the two belong together. */
  static boolean match(PrivateKey key, PublicKey certified) {
    if (key instanceof RSAKey one && certified instanceof RSAKey other) {
      return one.getModulus().equals(other.getModulus());
    }
    try {
      Signature signature =
          Signature.getInstance(key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "EdDSA");
      signature.initSign(key);
      signature.update(VERSION_0);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(VERSION_0);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false; // Keys of two algorithms.
    }
  }
}
