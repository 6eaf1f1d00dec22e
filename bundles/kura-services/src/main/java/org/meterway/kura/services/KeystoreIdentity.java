/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.services;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.security.keystore.KeystoreService;
import org.meterway.api.tls.TlsIdentity;
import org.meterway.api.tls.TlsIdentityException;

/** What one of Kura's keystores holds at the time of asking. */
final class KeystoreIdentity implements TlsIdentity {
  private final String name;
  private final KeystoreService keystore;

  KeystoreIdentity(String name, KeystoreService keystore) {
    this.name = name;
    this.keystore = keystore;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<KeyManager> keyManagers() throws TlsIdentityException {
    try {
      return keystore.getKeyManagers(KeyManagerFactory.getDefaultAlgorithm());
    } catch (KuraException e) {
      throw unreadable("private keys", e.getCode());
    }
  }

  /** The trusted certificates only: Java would trust the own certificate of each key as well. */
  @Override
  public List<TrustManager> trustManagers() throws TlsIdentityException {
    try {
      KeyStore all = keystore.getKeyStore();
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      for (String alias : Collections.list(all.aliases())) {
        if (all.isCertificateEntry(alias)) {
          trusted.setCertificateEntry(alias, all.getCertificate(alias));
        }
      }
      if (trusted.size() == 0) {
        return List.of();
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(trusted);
      return List.of(factory.getTrustManagers());
    } catch (KuraException e) {
      throw unreadable("certificates", e.getCode());
    } catch (GeneralSecurityException | IOException e) {
      throw unreadable("certificates", e);
    }
  }

  private TlsIdentityException unreadable(String what, Object why) {
    return new TlsIdentityException(
        "the " + what + " in Kura's keystore " + name + " cannot be read: " + why);
  }
}
