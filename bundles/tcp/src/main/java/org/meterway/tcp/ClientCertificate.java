/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;

/**
 * Our certificate, if there is one. Remembers whether the peer of the present handshake asked for
 * it, and what it was answered: without that, an alert does not tell an operator what to do.
 */
final class ClientCertificate extends X509ExtendedKeyManager {
  private static final List<String> TYPES = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

  private final X509KeyManager keys;
  private volatile boolean asked;
  private volatile X509Certificate offered;

  /**
   * A certificate.
   *
   * @param keys {@code null} if there is none
   */
  ClientCertificate(X509KeyManager keys) {
    this.keys = keys;
  }

  /** Begins a handshake. */
  void forget() {
    asked = false;
    offered = null;
  }

  /** Whether the peer wants a certificate. */
  boolean wasAsked() {
    return asked;
  }

  /** What it was answered; {@code null} if nothing. */
  X509Certificate offered() {
    return offered;
  }

  /** All that may be offered, each with its issuers. */
  Set<List<X509Certificate>> all() {
    Set<List<X509Certificate>> all = new LinkedHashSet<>();
    for (String type : TYPES) {
      String[] aliases = keys == null ? null : keys.getClientAliases(type, null);
      if (aliases != null) {
        Arrays.stream(aliases).map(keys::getCertificateChain).map(List::of).forEach(all::add);
      }
    }
    return all;
  }

  @Override
  public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
    asked = true;
    String alias = null;
    if (keys instanceof X509ExtendedKeyManager extended) {
      alias = extended.chooseEngineClientAlias(types, issuers, engine);
    } else if (keys != null) {
      alias = keys.chooseClientAlias(types, issuers, null);
    }
    if (alias != null) {
      offered = Stream.of(keys.getCertificateChain(alias)).findFirst().orElse(null);
    }
    return alias;
  }

  @Override
  public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
    return chooseEngineClientAlias(types, issuers, null);
  }

  @Override
  public String[] getClientAliases(String type, Principal[] issuers) {
    return keys == null ? null : keys.getClientAliases(type, issuers);
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return keys == null ? null : keys.getCertificateChain(alias);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return keys == null ? null : keys.getPrivateKey(alias);
  }

  @Override
  public String[] getServerAliases(String type, Principal[] issuers) {
    return null;
  }

  @Override
  public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
    return null;
  }
}
