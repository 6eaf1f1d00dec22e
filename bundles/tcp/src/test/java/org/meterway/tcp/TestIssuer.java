/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Issues certificates for tests, as they are needed; none is kept that could expire. */
final class TestIssuer {
  private static final AtomicLong SERIAL = new AtomicLong(1);

  private final PrivateKey key;
  private final List<X509Certificate> chain;

  private TestIssuer(TestIdentity identity) {
    key = identity.key();
    chain = identity.chain();
  }

  /** A root that is signed by itself. */
  static TestIssuer root(String name) {
    return new TestIssuer(new Request(name, null).asIssuer().make());
  }

  /** An issuer whose own certificate comes from this one. */
  TestIssuer intermediate(String name) {
    return new TestIssuer(new Request(name, this).asIssuer().make());
  }

  /** One that expired some time ago. */
  TestIssuer expiredIntermediate(String name) {
    return new TestIssuer(
        new Request(name, this)
            .asIssuer()
            .validFrom(Duration.ofDays(-20))
            .validUntil(Duration.ofDays(-2))
            .make());
  }

  X509Certificate certificate() {
    return chain.get(0);
  }

  /** A certificate to be issued, valid for a year from yesterday on. */
  Request issue(String name) {
    return new Request(name, this);
  }

  /** A certificate that is signed by itself. */
  static Request selfSigned(String name) {
    return new Request(name, null);
  }

  /** What is to be in a certificate. */
  static final class Request {
    private final X500Principal name;
    private final TestIssuer issuer;
    private final List<GeneralName> hosts = new ArrayList<>();
    private boolean isIssuer;
    private String algorithm = "EC";
    private Instant notBefore = Instant.now().minus(Duration.ofDays(1));
    private Instant notAfter = Instant.now().plus(Duration.ofDays(365));

    private Request(String name, TestIssuer issuer) {
      this.name = new X500Principal("CN=" + name);
      this.issuer = issuer;
    }

    private Request asIssuer() {
      isIssuer = true;
      return this;
    }

    Request forHosts(String... names) {
      Arrays.stream(names)
          .map(
              it ->
                  new GeneralName(
                      HostName.isAddress(it) ? GeneralName.iPAddress : GeneralName.dNSName, it))
          .forEach(hosts::add);
      return this;
    }

    Request validFrom(Duration fromNow) {
      notBefore = Instant.now().plus(fromNow);
      return this;
    }

    Request validUntil(Duration fromNow) {
      notAfter = Instant.now().plus(fromNow);
      return this;
    }

    /** RSA, EC or Ed25519. */
    Request withKey(String kind) {
      algorithm = kind;
      return this;
    }

    TestIdentity make() {
      try {
        KeyPair keys = generate();
        PrivateKey signing = issuer == null ? keys.getPrivate() : issuer.key;
        X500Principal by = issuer == null ? name : issuer.certificate().getSubjectX500Principal();
        X509v3CertificateBuilder builder =
            new JcaX509v3CertificateBuilder(
                by,
                BigInteger.valueOf(SERIAL.getAndIncrement()),
                Date.from(notBefore),
                Date.from(notAfter),
                name,
                keys.getPublic());
        if (isIssuer) {
          builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        }
        if (!hosts.isEmpty()) {
          builder.addExtension(
              Extension.subjectAlternativeName,
              false,
              new GeneralNames(hosts.toArray(GeneralName[]::new)));
        }
        X509Certificate certificate =
            new JcaX509CertificateConverter()
                .getCertificate(
                    builder.build(new JcaContentSignerBuilder(signature(signing)).build(signing)));
        List<X509Certificate> chain = new ArrayList<>(List.of(certificate));
        if (issuer != null) {
          chain.addAll(issuer.chain);
        }
        return new TestIdentity(keys.getPrivate(), chain);
      } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
        throw new IllegalStateException(e);
      }
    }

    private KeyPair generate() throws GeneralSecurityException {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      switch (algorithm) {
        case "EC" -> generator.initialize(256);
        case "RSA" -> generator.initialize(2048);
        default -> {}
      }
      return generator.generateKeyPair();
    }

    private static String signature(PrivateKey key) {
      return switch (key.getAlgorithm()) {
        case "RSA" -> "SHA256withRSA";
        case "EC" -> "SHA256withECDSA";
        default -> "Ed25519";
      };
    }
  }
}
