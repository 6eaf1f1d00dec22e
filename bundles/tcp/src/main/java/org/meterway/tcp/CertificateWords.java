/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/** What an operator wants to know of a certificate. What comes from a peer is made harmless. */
final class CertificateWords {
  private static final int LONGEST = 200;
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private CertificateWords() {}

  static String subject(X509Certificate certificate) {
    return name(certificate.getSubjectX500Principal());
  }

  static String issuer(X509Certificate certificate) {
    return name(certificate.getIssuerX500Principal());
  }

  static String name(X500Principal principal) {
    return harmless(principal.getName());
  }

  /** Such as {@code 2026-01-31T12:00:00Z}. */
  static String date(Date date) {
    return date.toInstant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static Instant notAfter(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant();
  }

  /** The host names and addresses that a certificate is for. */
  static List<String> hosts(X509Certificate certificate) {
    List<String> hosts = new ArrayList<>();
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      for (List<?> name : names == null ? List.<List<?>>of() : names) {
        if (name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS)) {
          hosts.add(harmless(String.valueOf(name.get(1))));
        }
      }
    } catch (CertificateParsingException e) {
      hosts.clear(); // One without readable names is for nobody.
    }
    return hosts;
  }

  /** The text without control characters and not too long, for logs and pages. */
  static String harmless(String text) {
    String plain = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "...";
  }

  /** A certificate that is refused, with the reason in an operator's words. */
  static final class Refused extends CertificateException {
    private static final long serialVersionUID = 1L;

    Refused(String words, Throwable cause) {
      super(words, cause);
    }
  }
}
