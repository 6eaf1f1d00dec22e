/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * What is shown of TLS. Immutable.
 *
 * @param problem what is wrong with renewed files; empty if nothing
 * @param own our certificate; {@code null} if there is none, or one of several that nobody chose
 * @param peer the head end's certificate on the last connection; {@code null} before the first
 * @param protocol the version of the last connection; empty before the first
 * @param cipher its cipher suite
 */
record TlsReport(
    String problem, X509Certificate own, X509Certificate peer, String protocol, String cipher) {
  /** Nothing known. */
  static final TlsReport NONE = new TlsReport("", null, null, "", "");

  /** In so much time somebody should have renewed a certificate. */
  private static final Duration SOON = Duration.ofDays(14);

  TlsReport withProblem(String words) {
    return new TlsReport(words, own, peer, protocol, cipher);
  }

  TlsReport withOwn(X509Certificate certificate) {
    return new TlsReport(problem, certificate, peer, protocol, cipher);
  }

  /** With what a connection was made with. */
  TlsReport with(SSLSession session) {
    X509Certificate first = null;
    try {
      first = x509(session.getPeerCertificates());
    } catch (SSLPeerUnverifiedException e) {
      first = null; // Cannot be: an unverified peer is refused.
    }
    X509Certificate offered = x509(session.getLocalCertificates());
    return new TlsReport(
        problem,
        offered == null ? own : offered,
        first,
        session.getProtocol(),
        session.getCipherSuite());
  }

  private static X509Certificate x509(Certificate... chain) {
    return chain != null && chain.length > 0 && chain[0] instanceof X509Certificate first
        ? first
        : null;
  }

  /** What somebody should look at, in words; empty if nothing. */
  String warning(Instant now) {
    String expiry = expiry(now);
    return problem.isEmpty() || expiry.isEmpty() ? problem + expiry : problem + "; " + expiry;
  }

  private String expiry(Instant now) {
    if (own == null) {
      return "";
    }
    Instant end = CertificateWords.notAfter(own);
    String whose = "our certificate (" + CertificateWords.subject(own) + ") ";
    String date = CertificateWords.date(own.getNotAfter());
    if (now.isAfter(end)) {
      return whose + "expired on " + date;
    }
    return now.isAfter(end.minus(SOON)) ? whose + "expires on " + date : "";
  }

  /** The facts by name. */
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    if (!protocol.isEmpty()) {
      facts.put("tls.protocol", protocol);
      facts.put("tls.cipher", cipher);
    }
    put(facts, "tls.own.", own);
    put(facts, "tls.peer.", peer);
    return facts;
  }

  private static void put(Map<String, String> facts, String prefix, X509Certificate certificate) {
    if (certificate != null) {
      facts.put(prefix + "subject", CertificateWords.subject(certificate));
      facts.put(prefix + "issuer", CertificateWords.issuer(certificate));
      facts.put(prefix + "not.after", CertificateWords.date(certificate.getNotAfter()));
    }
  }
}
