/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemObjectGenerator;

/** A private key with its certificate and those of the issuers, in the forms that files have. */
record TestIdentity(PrivateKey key, List<X509Certificate> chain) {
  X509Certificate certificate() {
    return chain.get(0);
  }

  /** The whole chain but the root, which a peer has already. */
  String certificatesPem() {
    List<X509Certificate> sent = chain.size() > 1 ? chain.subList(0, chain.size() - 1) : chain;
    return pem(sent.toArray(X509Certificate[]::new));
  }

  static String pem(X509Certificate... certificates) {
    return pem(Arrays.stream(certificates).map(TestIdentity::generator).toList());
  }

  /** As {@code openssl genpkey} writes it. */
  String pkcs8Pem() {
    return pem(List.of(unencrypted()));
  }

  /** As {@code openssl genrsa -traditional} and {@code openssl ecparam -genkey} write it. */
  String traditionalPem() {
    if (!(key instanceof ECPrivateKey ec)) {
      return pem(List.of(generator(key)));
    }
    try {
      ASN1Encodable curve =
          PrivateKeyInfo.getInstance(key.getEncoded()).getPrivateKeyAlgorithm().getParameters();
      return pem(
          List.of(
              new PemObject(
                  "EC PRIVATE KEY",
                  new org.bouncycastle.asn1.sec.ECPrivateKey(256, ec.getS(), curve).getEncoded())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As some tools write an EC key: its curve is in a block of its own. */
  String traditionalPemWithoutCurve() {
    return pem(List.of(generator(key)));
  }

  /** As {@code openssl pkcs8 -topk8} writes it. */
  String encryptedPem(String password) {
    try {
      JceOpenSSLPKCS8EncryptorBuilder builder =
          new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
              .setPRF(PKCS8Generator.PRF_HMACSHA256)
              .setProvider(new BouncyCastleProvider())
              .setPassword(password.toCharArray());
      return pem(List.of(new JcaPKCS8Generator(key, builder.build())));
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As {@code openssl pkcs8 -topk8 -v1 PBE-SHA1-3DES} writes it. */
  String oldEncryptedPem(String password) {
    try {
      JceOpenSSLPKCS8EncryptorBuilder builder =
          new JceOpenSSLPKCS8EncryptorBuilder(PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC)
              .setProvider(new BouncyCastleProvider())
              .setPassword(password.toCharArray());
      return pem(List.of(new JcaPKCS8Generator(key, builder.build())));
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] pkcs12(String password, X509Certificate... trusted) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("own", key, password.toCharArray(), chain.toArray(Certificate[]::new));
      return stored(store, password, trusted);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] trustPkcs12(String password, X509Certificate... trusted) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return stored(store, password, trusted);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] stored(KeyStore store, String password, X509Certificate... trusted)
      throws GeneralSecurityException, IOException {
    for (int i = 0; i < trusted.length; i++) {
      store.setCertificateEntry("trusted" + i, trusted[i]);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    store.store(bytes, password.toCharArray());
    return bytes.toByteArray();
  }

  /** Writes as a renewal should: the file is the old or the new one at any time. */
  static Path write(Path file, byte[] content) {
    try {
      Path temporary = Files.createTempFile(file.toAbsolutePath().getParent(), "new", "");
      Files.write(temporary, content);
      return Files.move(
          temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path file, String content) {
    return write(file, content.getBytes(StandardCharsets.US_ASCII));
  }

  private PemObjectGenerator unencrypted() {
    try {
      return new JcaPKCS8Generator(key, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PemObjectGenerator generator(Object object) {
    try {
      return new JcaMiscPEMGenerator(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String pem(List<PemObjectGenerator> objects) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      for (PemObjectGenerator object : objects) {
        writer.writeObject(object);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
