/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Java's own check of certificates: the chain by PKIX, and the name. */
final class Trust {
  private Trust() {}

  /** Trusts whom this Java trusts. */
  static X509ExtendedTrustManager ofJava() throws TlsException {
    try {
      return in((KeyStore) null);
    } catch (GeneralSecurityException e) {
      throw new TlsException("this Java's trusted certificates cannot be read: " + e.getMessage());
    }
  }

  /** Trusts these. */
  static X509ExtendedTrustManager in(List<X509Certificate> certificates) throws TlsException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < certificates.size(); i++) {
        store.setCertificateEntry(Integer.toString(i), certificates.get(i));
      }
      return in(store);
    } catch (IOException | GeneralSecurityException e) {
      throw new TlsException("this Java cannot check certificates: " + e.getMessage());
    }
  }

  private static X509ExtendedTrustManager in(KeyStore store)
      throws GeneralSecurityException, TlsException {
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return fullCheck(List.of(factory.getTrustManagers()));
  }

  /** The one of them that checks the name as well: without that, any certificate would do. */
  static X509ExtendedTrustManager fullCheck(List<TrustManager> managers) throws TlsException {
    return managers.stream()
        .filter(X509ExtendedTrustManager.class::isInstance)
        .map(X509ExtendedTrustManager.class::cast)
        .findFirst()
        .orElseThrow(() -> new TlsException("there is no check of the head end's name"));
  }
}
