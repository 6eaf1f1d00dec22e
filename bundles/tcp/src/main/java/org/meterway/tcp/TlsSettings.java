/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.net.IDN;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.meterway.api.config.PasswordDecoder;
import org.meterway.api.config.Validation;

/**
 * How a connection is secured. Immutable.
 *
 * @param versions which versions are spoken
 * @param serverName the name that the head end's certificate must have; also sent as SNI
 * @param trust file with the certificates that are trusted; empty for those that Java trusts
 * @param certificate file with our certificate; empty for none
 * @param key file with its private key; empty where the key is with the certificate
 * @param password of the private key or of the PKCS#12 file
 * @param identityTarget the filter of that service; empty for none
 */
record TlsSettings(
    TlsVersions versions,
    String serverName,
    Optional<Path> trust,
    Optional<Path> certificate,
    Optional<Path> key,
    Secret password,
    String identityTarget) {
  /**
   * Checks the part of a configuration that is about TLS. Whether files are there and good is not
   * looked at: they may come later.
   *
   * @return nothing where the connection is not secured
   */
  static Optional<TlsSettings> read(
      Validation check, TcpHeadEndConfig config, PasswordDecoder passwords) {
    Security security = check.choice("security", config.security(), Security.class);
    TlsVersions versions = check.choice("tlsVersions", config.tlsVersions(), TlsVersions.class);
    Optional<Path> trust = path(check, "tlsTrust", config.tlsTrust());
    Optional<Path> certificate = path(check, "tlsCertificate", config.tlsCertificate());
    Optional<Path> key = path(check, "tlsKey", config.tlsKey());
    if (key.isPresent() && certificate.isEmpty()) {
      check.reject("tlsCertificate", "", "the file with the certificate of tlsKey");
    }
    Secret password = Secret.read(check, "tlsPassword", config.tlsPassword(), passwords);
    if (!password.isAscii()) {
      check.reject("tlsPassword", password, "ASCII characters only: Java takes no others for keys");
    }
    String serverName = serverName(check, config);
    if (security != Security.TLS) {
      return Optional.empty();
    }
    String target = config.TlsIdentity_target();
    return Optional.of(
        new TlsSettings(
            versions,
            serverName,
            trust,
            certificate,
            key,
            password,
            target == null ? "" : target.strip()));
  }

  /** Whether keys and trust come from a service and not from files. */
  boolean fromIdentity() {
    return !identityTarget.isEmpty();
  }

  private static Optional<Path> path(Validation check, String property, String value) {
    if (value == null || value.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(value.strip()));
    } catch (InvalidPathException e) {
      check.reject(property, value, "the path of a file");
      return Optional.empty();
    }
  }

  private static String serverName(Validation check, TcpHeadEndConfig config) {
    String given = config.tlsServerName() == null ? "" : config.tlsServerName().strip();
    if (given.isEmpty()) {
      return config.host() == null ? "" : config.host().strip();
    }
    if (!isName(given)) {
      check.reject("tlsServerName", given, "a host name or an address");
    }
    return given;
  }

  private static boolean isName(String text) {
    if (HostName.isAddress(text)) {
      return true;
    }
    try {
      return IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES).length() <= 255;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
