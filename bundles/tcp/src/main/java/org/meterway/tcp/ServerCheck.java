/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Checks the certificate of the head end as Java does, and says in an operator's words why one is
 * refused. Stricter in one respect: a certificate that is trusted by itself may not have expired
 * either.
 */
final class ServerCheck extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager java;
  private final String trust;
  private final String serverName;

  /**
   * A check.
   *
   * @param java checks chain and name
   * @param trust where the trusted certificates come from, in words
   * @param serverName the name that the certificate must have
   */
  ServerCheck(X509ExtendedTrustManager java, String trust, String serverName) {
    this.java = java;
    this.trust = trust;
    this.serverName = serverName;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    try {
      java.checkServerTrusted(chain, type, engine);
      chain[0].checkValidity();
    } catch (CertificateException e) {
      // The cause stays: by it, Java chooses the alert that the head end gets.
      throw new CertificateWords.Refused(inWords(e, chain), e.getCause());
    }
  }

  private String inWords(CertificateException refusal, X509Certificate... chain) {
    if (has(refusal, CertificateExpiredException.class, BasicReason.EXPIRED)) {
      return outOfDate(true, chain);
    }
    if (has(refusal, CertificateNotYetValidException.class, BasicReason.NOT_YET_VALID)) {
      return outOfDate(false, chain);
    }
    // An issuer of a known name whose key is another one is unknown, too.
    if (has(refusal, CertPathBuilderException.class, BasicReason.INVALID_SIGNATURE)) {
      return unknownIssuer(chain);
    }
    String message = String.valueOf(refusal.getMessage());
    if (refusal.getCause() == null
        && (message.startsWith("No subject alternative") || message.startsWith("No name"))) {
      return wrongName(chain[0]);
    }
    return "the certificate of the head end ("
        + CertificateWords.subject(chain[0])
        + ") is refused: "
        + message;
  }

  private static String outOfDate(boolean expired, X509Certificate... chain) {
    Date now = new Date();
    for (X509Certificate each : chain) {
      String whose =
          (each == chain[0]
                  ? "the certificate of the head end ("
                  : "a certificate of its issuers (")
              + CertificateWords.subject(each)
              + ") ";
      if (expired && now.after(each.getNotAfter())) {
        return whose + "expired on " + CertificateWords.date(each.getNotAfter());
      }
      if (!expired && now.before(each.getNotBefore())) {
        return whose
            + "is valid from "
            + CertificateWords.date(each.getNotBefore())
            + " on, and this gateway's clock says "
            + CertificateWords.date(Date.from(Instant.now()))
            + ": is the clock right?";
      }
    }
    return "a certificate of the head end's issuers "
        + (expired ? "has expired" : "is not valid yet");
  }

  private String unknownIssuer(X509Certificate... chain) {
    X509Certificate last = chain[chain.length - 1];
    boolean selfSigned = last.getIssuerX500Principal().equals(last.getSubjectX500Principal());
    if (selfSigned && chain.length == 1) {
      return "the certificate of the head end ("
          + CertificateWords.subject(last)
          + ") is signed by itself and not among those trusted ("
          + trust
          + ")";
    }
    return "the certificate of the head end ("
        + CertificateWords.subject(chain[0])
        + ") comes from an unknown issuer: "
        + CertificateWords.issuer(last)
        + " is not among those trusted ("
        + trust
        + ")";
  }

  private String wrongName(X509Certificate certificate) {
    List<String> hosts = CertificateWords.hosts(certificate);
    return "the certificate of the head end ("
        + CertificateWords.subject(certificate)
        + ") is "
        + (hosts.isEmpty() ? "for no host" : "for " + String.join(", ", hosts))
        + ", not for "
        + serverName
        + " (see tlsServerName)";
  }

  private static boolean has(
      Throwable failure, Class<? extends Throwable> type, BasicReason reason) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)
          || cause instanceof CertPathValidatorException path && path.getReason() == reason) {
        return true;
      }
    }
    return false;
  }

  // --- Without an engine there is no name to check; a client never has to check a client.

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("a connection is needed to check the name");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("this is a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return java.getAcceptedIssuers();
  }
}
