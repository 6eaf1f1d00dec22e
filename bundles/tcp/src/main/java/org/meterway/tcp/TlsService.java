/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509KeyManager;
import org.meterway.api.tls.TlsIdentity;
import org.meterway.api.tls.TlsIdentityException;

/** Keys and certificates of a service: the platform's keystore. */
final class TlsService implements TlsSource {
  private final TlsSettings settings;
  private final Supplier<TlsIdentity> bound;

  /**
   * A source.
   *
   * @param bound the service at this time; {@code null} if there is none
   */
  TlsService(TlsSettings settings, Supplier<TlsIdentity> bound) {
    this.settings = settings;
    this.bound = bound;
  }

  /** Only the service knows, and it has to be asked for that. */
  @Override
  public boolean isOutdated() {
    return true;
  }

  @Override
  public TlsMaterial load() throws TlsException {
    TlsIdentity identity = bound.get();
    if (identity == null) {
      throw new TlsException("there is no keystore that matches " + settings.identityTarget());
    }
    try {
      List<KeyManager> keys = identity.keyManagers();
      List<TrustManager> trusted = identity.trustManagers();
      X509ExtendedTrustManager trust =
          trusted.isEmpty() ? Trust.ofJava() : Trust.fullCheck(trusted);
      return TlsMaterial.of(
          keys.stream()
              .filter(X509KeyManager.class::isInstance)
              .map(X509KeyManager.class::cast)
              .findFirst()
              .orElse(null),
          trust,
          trusted.isEmpty() ? "the trust of this Java" : "keystore " + identity.name(),
          settings);
    } catch (TlsIdentityException e) {
      throw new TlsException(e.getMessage());
    } catch (RuntimeException e) {
      throw new TlsException("keystore " + identity.name() + " failed: " + e);
    }
  }
}
