/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A publisher's Ed25519 key. */
public final class SigningKey {
  private static final Pattern PRIVATE =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");
  private static final Pattern PUBLIC =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([^-]*)-----END PUBLIC KEY-----");
  private static final int ID_BYTES = 8;

  private final PrivateKey key;
  private final PublicKey publicKey;

  private SigningKey(PrivateKey key, PublicKey publicKey) {
    this.key = key;
    this.publicKey = publicKey;
  }

  /** A new one. */
  public static SigningKey generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return new SigningKey(pair.getPrivate(), pair.getPublic());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no Ed25519", e);
    }
  }

  /**
   * Reads the private key and, behind it, its public key from a PEM file.
   *
   * @throws IOException if the file does not hold both, in words
   */
  public static SigningKey read(Path file) throws IOException {
    String pem = Files.readString(file, StandardCharsets.ISO_8859_1);
    try {
      KeyFactory factory = KeyFactory.getInstance("Ed25519");
      PrivateKey key =
          factory.generatePrivate(new PKCS8EncodedKeySpec(block(PRIVATE, pem, "private", file)));
      if (!(key instanceof EdECPrivateKey)) {
        throw new IOException(file + " holds no key for Ed25519");
      }
      String publicPem =
          "-----BEGIN PUBLIC KEY-----"
              + base64(PUBLIC, pem, "public", file)
              + "-----END PUBLIC KEY-----";
      SigningKey read = new SigningKey(key, TrustedKeys.parseOne(file.toString(), publicPem));
      read.checkPair(file);
      return read;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(file + " holds no key for Ed25519", e);
    }
  }

  private static byte[] block(Pattern pattern, String pem, String which, Path file)
      throws IOException {
    return Base64.getMimeDecoder().decode(base64(pattern, pem, which, file));
  }

  private static String base64(Pattern pattern, String pem, String which, Path file)
      throws IOException {
    Matcher matcher = pattern.matcher(pem);
    if (!matcher.find()) {
      throw new IOException(file + " holds no " + which + " key; make one with keygen");
    }
    return matcher.group(1);
  }

  private void checkPair(Path file) throws IOException {
    byte[] sample = {1};
    TrustedKeys.parse(file.toString(), publicPem())
        .check("key", sample, sign(List.of(this), sample));
  }

  /** The private and the public key in PEM. */
  public String pem() {
    return block("PRIVATE KEY", key.getEncoded()) + publicPem();
  }

  /** The public key in PEM. */
  public String publicPem() {
    return block("PUBLIC KEY", publicKey.getEncoded());
  }

  private static String block(String type, byte[] content) {
    return "-----BEGIN "
        + type
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
        + "\n-----END "
        + type
        + "-----\n";
  }

  /** Its short name. */
  public String id() {
    return id(publicKey);
  }

  static String id(PublicKey key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
      return HexFormat.of().formatHex(Arrays.copyOf(digest, ID_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no SHA-256", e);
    }
  }

  /** A signature file by some keys: the old one and the new one, where one follows the other. */
  public static byte[] sign(List<SigningKey> keys, byte[] octets) {
    StringBuilder lines = new StringBuilder();
    for (SigningKey key : keys) {
      try {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key.key);
        signature.update(octets);
        lines.append(new SignatureLine(key.id(), signature.sign()).text());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("The key cannot sign", e);
      }
    }
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
