/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.ByteArrayInputStream;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Certificates and a private key in PEM form. Closing it wipes them. */
final class PemFile implements AutoCloseable {
  private final List<PemReader.Block> blocks;

  private PemFile(List<PemReader.Block> blocks) {
    this.blocks = blocks;
  }

  static PemFile of(byte[] content) throws FileProblem {
    if (!PemReader.isPem(content)) {
      throw new FileProblem("is not in PEM form");
    }
    try {
      return new PemFile(PemReader.read(content));
    } catch (IllegalArgumentException e) {
      throw new FileProblem("is damaged: it holds " + e.getMessage());
    }
  }

  /** All certificates, in their order. */
  List<X509Certificate> certificates() throws FileProblem {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (PemReader.Block block : blocks) {
        if (block.label().equals("CERTIFICATE") || block.label().equals("X509 CERTIFICATE")) {
          certificates.add(
              (X509Certificate)
                  factory.generateCertificate(new ByteArrayInputStream(block.content())));
        }
      }
      return certificates;
    } catch (CertificateException e) {
      throw new FileProblem("holds a damaged certificate");
    }
  }

  /** The one private key, if there is one. */
  Optional<PrivateKey> key(Secret password) throws FileProblem {
    Optional<byte[]> curve =
        blocks.stream()
            .filter(block -> block.label().equals("EC PARAMETERS"))
            .map(PemReader.Block::content)
            .findFirst();
    List<PemReader.Block> keys =
        blocks.stream().filter(block -> block.label().endsWith("PRIVATE KEY")).toList();
    if (keys.size() > 1) {
      throw new FileProblem("holds more than one private key");
    }
    return keys.isEmpty()
        ? Optional.empty()
        : Optional.of(PrivateKeys.read(keys.get(0), password, curve));
  }

  @Override
  public void close() {
    blocks.forEach(PemReader.Block::wipe);
  }
}
