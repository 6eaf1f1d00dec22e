/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.release;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** SHA-256 checksums in lower-case hex digits. */
public final class Checksum {
  private static final int PIECE = 64 << 10;

  private Checksum() {}

  /** The checksum of some octets. */
  public static String of(byte[] octets) {
    return HexFormat.of().formatHex(digest().digest(octets));
  }

  /** The checksum of a file's content. */
  public static String of(Path file) throws IOException {
    MessageDigest digest = digest();
    byte[] piece = new byte[PIECE];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        digest.update(piece, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no SHA-256", e);
    }
  }
}
