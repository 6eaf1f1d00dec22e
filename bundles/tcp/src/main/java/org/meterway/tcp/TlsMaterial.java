/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509KeyManager;

/**
 * What connections are made with until it is renewed. The sessions that a head end lets us resume
 * are kept in the context.
 *
 * @param own the certificates that may be shown to the head end, each with its issuers
 * @param trusted the certificates that the head end's is checked with
 */
record TlsMaterial(
    SSLContext context,
    ClientCertificate client,
    Set<List<X509Certificate>> own,
    Set<X509Certificate> trusted) {
  /**
   * Puts keys and trust together.
   *
   * @param keys {@code null} for none
   * @param from where the trusted certificates come from, in words
   */
  static TlsMaterial of(
      X509KeyManager keys, X509ExtendedTrustManager trust, String from, TlsSettings settings)
      throws TlsException {
    Set<X509Certificate> trusted = Set.copyOf(Arrays.asList(trust.getAcceptedIssuers()));
    if (trusted.isEmpty()) {
      throw new TlsException("nobody is trusted: there is no certificate in " + from);
    }
    ClientCertificate client = new ClientCertificate(keys);
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          new KeyManager[] {client},
          new TrustManager[] {new ServerCheck(trust, from, settings.serverName())},
          null);
      return new TlsMaterial(context, client, client.all(), trusted);
    } catch (GeneralSecurityException e) {
      throw new TlsException("this Java has no TLS: " + e.getMessage(), e);
    }
  }

  /** Whether a connection that was made with the other one would be made with this one as well. */
  boolean sameAs(TlsMaterial other) {
    return own.equals(other.own) && trusted.equals(other.trusted);
  }

  /** For one connection. */
  SSLEngine engine(TlsSettings settings, int port) {
    client.forget();
    SSLEngine engine = context.createSSLEngine(settings.serverName(), port);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(settings.versions().protocols());
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setServerNames(
        HostName.indication(settings.serverName()).map(List::<SNIServerName>of).orElse(List.of()));
    engine.setSSLParameters(parameters);
    return engine;
  }
}
