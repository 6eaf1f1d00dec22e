/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.web;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A user and the hash of a password; compared in a time that does not depend on what is wrong.
 * Never shown.
 */
final class Credentials {
  private static final String SHA_256 = "{sha-256}";
  private static final String BASIC = "Basic ";

  private final String user;
  private final byte[] hash;

  private Credentials(String user, byte[] hash) {
    this.user = user;
    this.hash = hash;
  }

  /** A user with a password in clear, which the caller wipes. */
  static Credentials of(String user, char[] password) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    try {
      return new Credentials(user, sha256(bytes));
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(encoded.array(), (byte) 0);
    }
  }

  /**
   * A user with a password as the launcher hands it over.
   *
   * @param user {@code null} where the launcher says nothing
   * @param hash {@code {sha-256}} and the hash in Base64; {@code null} where the launcher says
   *     nothing
   * @return empty if it is anything else
   */
  static Optional<Credentials> hashed(String user, String hash) {
    if (user == null || user.isEmpty() || hash == null || !hash.startsWith(SHA_256)) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(hash.substring(SHA_256.length()));
      return bytes.length == 32 ? Optional.of(new Credentials(user, bytes)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  String user() {
    return user;
  }

  /** Whether the value of a header {@code Authorization} holds this user and password. */
  boolean match(String authorization) {
    if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return false;
    }
    byte[] given;
    try {
      given = Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip());
    } catch (IllegalArgumentException e) {
      return false;
    }
    int colon = 0;
    while (colon < given.length && given[colon] != ':') {
      colon++;
    }
    byte[] name = Arrays.copyOfRange(given, 0, colon);
    byte[] password = Arrays.copyOfRange(given, Math.min(colon + 1, given.length), given.length);
    // Both are always compared.
    return MessageDigest.isEqual(sha256(name), sha256(user.getBytes(StandardCharsets.UTF_8)))
        & MessageDigest.isEqual(sha256(password), hash);
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Credentials that
        && user.equals(that.user)
        && MessageDigest.isEqual(hash, that.hash);
  }

  @Override
  public int hashCode() {
    return user.hashCode();
  }

  @Override
  public String toString() {
    return "Credentials[" + user + "]";
  }
}
