/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names of queues as names of folders: letters, digits and {@code _ - .} as they are, all else as
 * {@code %XX}. No name leads out of the store's folder, and none begins with a dot.
 */
final class FolderNames {
  /** File systems take 255 bytes. */
  private static final int LONGEST = 200;

  private static final int KEPT_OF_LONG = 150;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private FolderNames() {}

  static String encode(String name) {
    StringBuilder folder = new StringBuilder();
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (octet & 0xFF);
      boolean plain =
          character >= 'a' && character <= 'z'
              || character >= 'A' && character <= 'Z'
              || character >= '0' && character <= '9'
              || character == '_'
              || character == '-'
              || character == '.' && !folder.isEmpty();
      if (plain) {
        folder.append(character);
      } else {
        folder.append('%').append(HEX.toHexDigits(octet));
      }
    }
    if (folder.isEmpty()) {
      return "%";
    }
    if (folder.length() > LONGEST) {
      folder.setLength(KEPT_OF_LONG);
      folder.append("%~").append(digest(name));
    }
    return folder.toString();
  }

  /** The name of a queue for people: of a very long one, its beginning only. */
  static String decode(String folder) {
    int cut = folder.indexOf("%~");
    String encoded = cut < 0 ? folder : folder.substring(0, cut);
    byte[] octets = new byte[encoded.length()];
    int length = 0;
    for (int i = 0; i < encoded.length(); i++) {
      if (encoded.charAt(i) == '%' && i + 2 < encoded.length() && isHex(encoded, i + 1)) {
        octets[length++] = (byte) HexFormat.fromHexDigits(encoded, i + 1, i + 3);
        i += 2;
      } else if (encoded.charAt(i) != '%') {
        octets[length++] = (byte) encoded.charAt(i);
      }
    }
    return new String(octets, 0, length, StandardCharsets.UTF_8);
  }

  private static boolean isHex(String text, int at) {
    return HexFormat.isHexDigit(text.charAt(at)) && HexFormat.isHexDigit(text.charAt(at + 1));
  }

  private static String digest(String name) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return HEX.formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java platform has it.
    }
  }
}
