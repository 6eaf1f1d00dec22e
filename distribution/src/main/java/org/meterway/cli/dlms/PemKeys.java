/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.meterway.cli.CommandException;
import org.meterway.cli.Inputs;

/** Elliptic curve keys of PEM files. */
final class PemKeys {
  private PemKeys() {}

  static PrivateKey privateKey(Path file) throws IOException, CommandException {
    String text = Inputs.text(file);
    try {
      return KeyFactory.getInstance("EC")
          .generatePrivate(new PKCS8EncodedKeySpec(der(text, "PRIVATE KEY")));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw CommandException.usage(
          file
              + " holds no private key, expected -----BEGIN PRIVATE KEY----- of a P-256 or P-384 key"
              + " (openssl pkcs8 -topk8 -nocrypt makes it)");
    }
  }

  static PublicKey publicKey(Path file) throws IOException, CommandException {
    String text = Inputs.text(file);
    try {
      if (text.contains("BEGIN CERTIFICATE")) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        return CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(octets))
            .getPublicKey();
      }
      return KeyFactory.getInstance("EC")
          .generatePublic(new X509EncodedKeySpec(der(text, "PUBLIC KEY")));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw CommandException.usage(
          file + " holds no public key, expected -----BEGIN PUBLIC KEY----- or a certificate");
    }
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
