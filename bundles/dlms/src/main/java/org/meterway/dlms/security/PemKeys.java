/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Elliptic curve keys of PEM files (RFC 7468). */
public final class PemKeys {
  private static final long LONGEST = 1 << 20;

  private PemKeys() {}

  /**
   * Reads a private key.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it holds no such key; says what would be right
   */
  public static PrivateKey privateKey(Path file) throws IOException {
    String text = text(file);
    try {
      return KeyFactory.getInstance("EC")
          .generatePrivate(new PKCS8EncodedKeySpec(der(text, "PRIVATE KEY")));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          file
              + " holds no private key, expected -----BEGIN PRIVATE KEY----- of a P-256 or P-384 key"
              + " (openssl pkcs8 -topk8 -nocrypt makes it)",
          e);
    }
  }

  /**
   * Reads a public key, or that of a certificate.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it holds no such key; says what would be right
   */
  public static PublicKey publicKey(Path file) throws IOException {
    String text = text(file);
    try {
      PublicKey key =
          text.contains("BEGIN CERTIFICATE")
              ? CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)))
                  .getPublicKey()
              : KeyFactory.getInstance("EC")
                  .generatePublic(new X509EncodedKeySpec(der(text, "PUBLIC KEY")));
      if (key instanceof ECPublicKey) {
        return key;
      }
      throw new IllegalArgumentException(key.getAlgorithm());
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          file
              + " holds no public key of an elliptic curve, expected -----BEGIN PUBLIC KEY----- or a"
              + " certificate",
          e);
    }
  }

  private static String text(Path file) throws IOException {
    if (Files.size(file) > LONGEST) {
      throw new IllegalArgumentException(
          file + " is longer than " + LONGEST + " bytes, no PEM file");
    }
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  private static byte[] der(String text, String kind) {
    String begin = "-----BEGIN " + kind + "-----";
    int from = text.indexOf(begin);
    int to = text.indexOf("-----END " + kind + "-----");
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(kind);
    }
    return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
  }
}
