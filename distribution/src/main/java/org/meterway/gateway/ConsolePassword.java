/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Web Console's password: made at the first start, shown once, kept as a hash.
 *
 * @param hash as the Web Console understands it
 * @param fresh the password itself if it was made just now
 */
record ConsolePassword(String hash, Optional<String> fresh) {
  /** Without letters and digits that look alike. */
  private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

  /** SHA-256 in Base64, as the Web Console knows it. */
  private static final Pattern HASH = Pattern.compile("\\{sha-256}[A-Za-z0-9+/]{43}=");

  private static final int GROUPS = 5;
  private static final int GROUP_LENGTH = 4;

  /**
   * The password of which {@code file} has the hash; without the file, or with anything else in it,
   * a new one. Never a blank one: with that the Web Console would fall back to a password that
   * everybody knows.
   */
  static ConsolePassword in(Path file) throws GatewayException {
    try {
      if (Files.exists(file)) {
        String known = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip();
        if (HASH.matcher(known).matches()) {
          return new ConsolePassword(known, Optional.empty());
        }
        Logger log = LoggerFactory.getLogger(ConsolePassword.class);
        log.warn("{} holds no password of the Web Console; a new one is made", file);
      }
      String password = random();
      String hash = hash(password);
      OwnerFile.write(file, hash + "\n");
      return new ConsolePassword(hash, Optional.of(password));
    } catch (IOException e) {
      throw new GatewayException(
          "Password file " + file + " of the Web Console cannot be used: " + IoReason.of(e), e);
    }
  }

  /** About 99 bits, so that no salt is needed and no guessing helps. */
  private static String random() {
    SecureRandom random = new SecureRandom();
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < GROUPS * GROUP_LENGTH; i++) {
      if (i > 0 && i % GROUP_LENGTH == 0) {
        password.append('-');
      }
      password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return password.toString();
  }

  private static String hash(String password) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
      return "{sha-256}" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Does not show the password: records like to end in logs. */
  @Override
  public String toString() {
    return "ConsolePassword[" + (fresh.isPresent() ? "new" : "known") + "]";
  }
}
