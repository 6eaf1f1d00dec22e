/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Certificates and a private key in a PKCS#12 file. */
final class Pkcs12File {
  private static final byte[] JKS = {(byte) 0xFE, (byte) 0xED, (byte) 0xFE, (byte) 0xED};

  private final KeyStore store;

  private Pkcs12File(KeyStore store) {
    this.store = store;
  }

  static Pkcs12File of(byte[] content, Secret password) throws FileProblem {
    if (content.length >= JKS.length && Arrays.equals(content, 0, JKS.length, JKS, 0, JKS.length)) {
      throw new FileProblem(
          "is a JKS keystore; turn it into PKCS#12 with"
              + " keytool -importkeystore -deststoretype pkcs12");
    }
    char[] characters = password.characters();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(content), characters);
      return new Pkcs12File(store);
    } catch (IOException e) {
      throw new FileProblem(
          !(e.getCause() instanceof UnrecoverableKeyException)
              ? "is neither a PEM nor a PKCS#12 file"
              : password.isEmpty()
                  ? "is a PKCS#12 file that needs tlsPassword"
                  : "is a PKCS#12 file that tlsPassword does not open");
    } catch (GeneralSecurityException e) {
      throw new FileProblem("cannot be read: " + e.getMessage());
    } finally {
      Arrays.fill(characters, '\0');
    }
  }

  /** The certificates that are marked as trusted. */
  List<X509Certificate> trusted() throws FileProblem {
    try {
      List<X509Certificate> trusted = new ArrayList<>();
      for (String alias : Collections.list(store.aliases())) {
        if (store.isCertificateEntry(alias)) {
          trusted.add((X509Certificate) store.getCertificate(alias));
        }
      }
      if (trusted.isEmpty()) {
        throw new FileProblem(
            "holds no certificate that is marked as trusted; make it with keytool -importcert, or"
                + " use PEM");
      }
      return trusted;
    } catch (GeneralSecurityException e) {
      throw new FileProblem("cannot be read: " + e.getMessage());
    }
  }

  /** The one private key with its certificates. */
  OneKey key(Secret password) throws FileProblem {
    char[] characters = password.characters();
    try {
      List<String> keys = new ArrayList<>();
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias)) {
          keys.add(alias);
        }
      }
      if (keys.size() != 1) {
        throw new FileProblem(
            keys.isEmpty() ? "holds no private key" : "holds more than one private key");
      }
      List<X509Certificate> certificates =
          Arrays.stream(store.getCertificateChain(keys.get(0)))
              .map(X509Certificate.class::cast)
              .toList();
      return OneKey.of((PrivateKey) store.getKey(keys.get(0), characters), certificates);
    } catch (GeneralSecurityException e) {
      throw new FileProblem("has a private key that tlsPassword does not open");
    } finally {
      Arrays.fill(characters, '\0');
    }
  }
}
