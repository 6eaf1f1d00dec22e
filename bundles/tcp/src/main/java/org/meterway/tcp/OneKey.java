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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * One private key with its certificates. It is offered to whoever asks, even if the peer names
 * other issuers: its own words of refusal say more than a missing certificate.
 */
final class OneKey extends X509ExtendedKeyManager {
  private static final String ALIAS = "own";

  private final PrivateKey key;
  private final X509Certificate[] chain;

  private OneKey(PrivateKey key, List<X509Certificate> chain) {
    this.key = key;
    this.chain = chain.toArray(X509Certificate[]::new);
  }

  /**
   * A key with its certificate, and those of its issuers behind it.
   *
   * @param certificates in any order
   * @throws FileProblem if the key's is not among them
   */
  static OneKey of(PrivateKey key, List<X509Certificate> certificates) throws FileProblem {
    X509Certificate own =
        certificates.stream()
            .filter(each -> PrivateKeys.match(key, each.getPublicKey()))
            .findFirst()
            .orElseThrow(
                () ->
                    new FileProblem(
                        "and the private key do not belong together; the certificate is that of "
                            + CertificateWords.subject(certificates.get(0))));
    List<X509Certificate> chain = new ArrayList<>();
    for (X509Certificate next = own; next != null; next = issuer(next, certificates, chain)) {
      chain.add(next);
    }
    return new OneKey(key, chain);
  }

  private static X509Certificate issuer(
      X509Certificate of, List<X509Certificate> among, List<X509Certificate> but) {
    return among.stream()
        .filter(each -> each.getSubjectX500Principal().equals(of.getIssuerX500Principal()))
        .filter(each -> !but.contains(each))
        .findFirst()
        .orElse(null);
  }

  @Override
  public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
    return Arrays.stream(types).anyMatch(this::isOfType) ? ALIAS : null;
  }

  @Override
  public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
    return chooseEngineClientAlias(types, issuers, null);
  }

  @Override
  public String[] getClientAliases(String type, Principal[] issuers) {
    return isOfType(type) ? new String[] {ALIAS} : null;
  }

  private boolean isOfType(String type) {
    return type.equals(key.getAlgorithm()) || type.startsWith(key.getAlgorithm() + "_");
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return ALIAS.equals(alias) ? chain.clone() : null;
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return ALIAS.equals(alias) ? key : null;
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
