/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Keys and certificates in files: PEM or PKCS#12, whichever a file turns out to be. */
final class TlsFiles implements TlsSource {
  private static final int LARGEST = 1 << 20;

  private final TlsSettings settings;
  private List<FileStamp> stamps = List.of();

  TlsFiles(TlsSettings settings) {
    this.settings = settings;
  }

  @Override
  public boolean isOutdated() {
    return stamps.stream().anyMatch(FileStamp::isOutdated);
  }

  @Override
  public TlsMaterial load() throws TlsException {
    // Before the files are read: one that is written meanwhile is read once more.
    stamps =
        Stream.of(settings.trust(), settings.certificate(), settings.key())
            .flatMap(Optional::stream)
            .map(FileStamp::of)
            .toList();
    OneKey key =
        settings.certificate().isEmpty()
            ? null
            : naming("tlsCertificate", settings.certificate().get(), this::ownKey);
    if (settings.trust().isEmpty()) {
      return TlsMaterial.of(key, Trust.ofJava(), "the trust of this Java", settings);
    }
    Path file = settings.trust().get();
    List<X509Certificate> trusted = naming("tlsTrust", file, this::trusted);
    return TlsMaterial.of(key, Trust.in(trusted), "tlsTrust " + file, settings);
  }

  private List<X509Certificate> trusted(byte[] content) throws FileProblem {
    if (!PemReader.isPem(content)) {
      return Pkcs12File.of(content, settings.password()).trusted();
    }
    try (PemFile pem = PemFile.of(content)) {
      List<X509Certificate> trusted = pem.certificates();
      if (trusted.isEmpty()) {
        throw new FileProblem("holds no certificate to trust");
      }
      return trusted;
    }
  }

  private OneKey ownKey(byte[] content) throws FileProblem, TlsException {
    if (!PemReader.isPem(content)) {
      if (settings.key().isPresent()) {
        throw new FileProblem("is not in PEM form; with a PKCS#12 file, tlsKey has to be empty");
      }
      return Pkcs12File.of(content, settings.password()).key(settings.password());
    }
    try (PemFile pem = PemFile.of(content)) {
      List<X509Certificate> certificates = pem.certificates();
      if (certificates.isEmpty()) {
        throw new FileProblem("holds no certificate");
      }
      PrivateKey key =
          settings.key().isPresent()
              ? naming("tlsKey", settings.key().get(), this::privateKey)
              : pem.key(settings.password())
                  .orElseThrow(() -> new FileProblem("holds no private key, and tlsKey is empty"));
      return OneKey.of(key, certificates);
    }
  }

  private PrivateKey privateKey(byte[] content) throws FileProblem {
    try (PemFile pem = PemFile.of(content)) {
      return pem.key(settings.password())
          .orElseThrow(() -> new FileProblem("holds no private key"));
    }
  }

  // --- Files

  /** Takes from a file's content what is needed of it. */
  @FunctionalInterface
  private interface Use<T> {
    T of(byte[] content) throws FileProblem, TlsException;
  }

  /** Uses the content of a file, wipes it, and names the file where something is wrong with it. */
  private static <T> T naming(String property, Path file, Use<T> use) throws TlsException {
    byte[] content = {};
    try {
      content = read(file);
      return use.of(content);
    } catch (FileProblem e) {
      throw new TlsException(property + " " + file + " " + e.getMessage());
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private static byte[] read(Path file) throws FileProblem {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new FileProblem("is no regular file"); // Reading a pipe would never end.
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(LARGEST + 1);
      if (content.length > LARGEST) {
        throw new FileProblem("is larger than 1 MiB");
      }
      return content;
    } catch (NoSuchFileException e) {
      throw new FileProblem("is not there");
    } catch (AccessDeniedException e) {
      throw new FileProblem("may not be read by the user that the gateway runs as");
    } catch (IOException e) {
      throw new FileProblem("cannot be read: " + e.getMessage());
    }
  }
}
