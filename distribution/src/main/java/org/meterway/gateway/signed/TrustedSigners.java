/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.signed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The certificates whose holders may sign bundles: of signers themselves, or of authorities that
 * certify signers. Immutable.
 *
 * <p>A certificate must be valid at the time of the check. Time stamps are not considered: they
 * would only count with a further set of trusted authorities, and what was accepted once stays
 * accepted when its certificate expires.
 */
final class TrustedSigners {
  private static final long MAX_BYTES = 1 << 20;

  private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
  private static final String ANY_USAGE = "2.5.29.37.0";
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int NON_REPUDIATION = 1;
  private static final int CERTIFICATE_SIGNING = 5;

  private final String source;
  private final Set<X509Certificate> certificates;
  private final CertificateFactory factory;

  private TrustedSigners(
      String source, Set<X509Certificate> certificates, CertificateFactory factory) {
    this.source = source;
    this.certificates = certificates;
    this.factory = factory;
  }

  /**
   * Reads certificates in PEM, one behind the other.
   *
   * @throws IOException with the reason in words, which begins with the file
   */
  static TrustedSigners read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + (Files.exists(file) ? ": not a file" : ": no such file"));
    }
    if (!Files.isReadable(file)) {
      throw new IOException(file + ": no permission to read it");
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + ": too large for a list of certificates");
    }
    try (InputStream pem = Files.newInputStream(file)) {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      Set<X509Certificate> certificates =
          factory.generateCertificates(pem).stream()
              .map(X509Certificate.class::cast)
              .collect(Collectors.toCollection(LinkedHashSet::new));
      if (certificates.isEmpty()) {
        throw new IOException(file + ": there is no certificate in it");
      }
      return new TrustedSigners(file.toString(), certificates, factory);
    } catch (CertificateException e) {
      throw new IOException(file + ": not a list of certificates in PEM", e);
    }
  }

  /**
   * Finds a signer who is trusted at that time.
   *
   * @return its name
   */
  String check(Collection<CodeSigner> signers, Instant time) throws RefusedException {
    RefusedException reason = null;
    for (CodeSigner signer : signers) {
      try {
        return check(signer.getSignerCertPath(), Date.from(time));
      } catch (RefusedException e) {
        reason = e;
      }
    }
    throw reason == null ? new RefusedException("is not signed") : reason;
  }

  private String check(CertPath path, Date time) throws RefusedException {
    List<X509Certificate> chain =
        path.getCertificates().stream().map(X509Certificate.class::cast).toList();
    X509Certificate signer = chain.get(0);
    checkUsage(signer);
    if (certificates.contains(signer)) {
      checkValidity(signer, time);
      return name(signer);
    }
    Set<TrustAnchor> anchors =
        certificates.stream()
            .filter(TrustedSigners::isAuthority)
            .map(certificate -> new TrustAnchor(certificate, null))
            .collect(Collectors.toSet());
    if (anchors.isEmpty()) {
      throw unknown(signer);
    }
    CertPathValidatorException reason = null;
    // The chain may go on behind a trusted certificate.
    for (int length = 1; length <= chain.size(); length++) {
      try {
        PKIXParameters parameters = new PKIXParameters(anchors);
        parameters.setRevocationEnabled(false);
        parameters.setDate(time);
        CertPath part = factory.generateCertPath(chain.subList(0, length));
        PKIXCertPathValidatorResult result =
            (PKIXCertPathValidatorResult)
                CertPathValidator.getInstance("PKIX").validate(part, parameters);
        checkValidity(result.getTrustAnchor().getTrustedCert(), time);
        return name(signer);
      } catch (CertPathValidatorException e) {
        if (reason == null || e.getReason() != PKIXReason.NO_TRUST_ANCHOR) {
          reason = e;
        }
      } catch (CertificateException
          | InvalidAlgorithmParameterException
          | NoSuchAlgorithmException e) {
        throw new RefusedException(signedBy(signer) + ", which cannot be checked: " + e, e);
      }
    }
    throw refused(signer, reason, time);
  }

  private RefusedException unknown(X509Certificate signer) {
    return new RefusedException(signedBy(signer) + ", and " + source + " has no such signer");
  }

  /** Java asks that only of the certificates in between: who may sign could make signers. */
  private static boolean isAuthority(X509Certificate certificate) {
    boolean[] usage = certificate.getKeyUsage();
    return certificate.getBasicConstraints() >= 0 && (usage == null || usage[CERTIFICATE_SIGNING]);
  }

  private RefusedException refused(
      X509Certificate signer, CertPathValidatorException reason, Date time)
      throws RefusedException {
    if (reason == null || reason.getReason() == PKIXReason.NO_TRUST_ANCHOR) {
      return unknown(signer);
    }
    for (Object certificate : reason.getCertPath().getCertificates()) {
      checkValidity((X509Certificate) certificate, time);
    }
    return new RefusedException(
        signedBy(signer) + ", whose certificate does not hold: " + reason.getMessage(), reason);
  }

  private static void checkUsage(X509Certificate signer) throws RefusedException {
    try {
      List<String> purposes = signer.getExtendedKeyUsage();
      boolean[] usage = signer.getKeyUsage();
      if (purposes != null && !purposes.contains(CODE_SIGNING) && !purposes.contains(ANY_USAGE)
          || usage != null && !usage[DIGITAL_SIGNATURE] && !usage[NON_REPUDIATION]) {
        throw new RefusedException(
            signedBy(signer) + ", whose certificate is not for signing programs");
      }
    } catch (CertificateParsingException e) {
      throw new RefusedException(signedBy(signer) + ", whose certificate is damaged", e);
    }
  }

  private static void checkValidity(X509Certificate certificate, Date time)
      throws RefusedException {
    try {
      certificate.checkValidity(time);
    } catch (CertificateExpiredException e) {
      throw ofTheMoment(certificate, "has expired on " + day(certificate.getNotAfter()), e);
    } catch (CertificateNotYetValidException e) {
      throw ofTheMoment(
          certificate,
          "is valid from "
              + day(certificate.getNotBefore())
              + " on only; today is "
              + day(time)
              + " for this machine",
          e);
    }
  }

  private static RefusedException ofTheMoment(
      X509Certificate certificate, String problem, GeneralSecurityException cause) {
    return RefusedException.ofTheMoment(
        "is signed, but the certificate of " + name(certificate) + " " + problem, cause);
  }

  private static String day(Date time) {
    return time.toInstant().toString().substring(0, 10);
  }

  private static String signedBy(X509Certificate signer) {
    return "is signed by " + name(signer);
  }

  private static String name(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }
}
