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
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The Web Console's password: made at the first start, shown once, kept as a hash.
 *
 * @param hash as the Web Console understands it
 * @param fresh the password itself if it was made just now
 */
record ConsolePassword(String hash, Optional<String> fresh) {
  /** Without letters and digits that look alike. */
  private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

  private static final int GROUPS = 5;
  private static final int GROUP_LENGTH = 4;

  /** The password of which {@code file} has the hash; without the file, a new one. */
  static ConsolePassword in(Path file) throws GatewayException {
    try {
      if (Files.exists(file)) {
        return new ConsolePassword(Files.readString(file).strip(), Optional.empty());
      }
      String password = random();
      String hash = hash(password);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, hash + "\n", StandardOpenOption.TRUNCATE_EXISTING);
      return new ConsolePassword(hash, Optional.of(password));
    } catch (IOException e) {
      throw new GatewayException(
          "Password file " + file + " of the Web Console cannot be used: " + e, e);
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
