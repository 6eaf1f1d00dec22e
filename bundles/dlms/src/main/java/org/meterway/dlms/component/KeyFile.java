/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.meterway.dlms.security.SecuritySuite;

/**
 * A file of keys: a line for each meter with its system title, its encryption key and perhaps its
 * authentication key, in hex digits with spaces between. Empty lines and those that begin with
 * {@code #} are passed over.
 */
final class KeyFile {
  private static final long LONGEST = 4 << 20;
  private static final String TITLE = "[0-9A-F]{16}";

  private KeyFile() {}

  /**
   * The keys of one meter.
   *
   * @param authentication none if empty
   */
  record Keys(Secret encryption, Secret authentication) {}

  /**
   * Reads it.
   *
   * @return the keys by system title, in hex digits of upper case
   * @throws IllegalArgumentException if it is no such file; says in which line, and no key
   */
  static Map<String, Keys> read(Path file, SecuritySuite suite) throws IOException {
    if (Files.size(file) > LONGEST) {
      throw new IllegalArgumentException("is longer than " + LONGEST + " bytes");
    }
    Map<String, Keys> keys = new HashMap<>();
    int number = 0;
    for (String text : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      number++;
      String line = text.strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        String[] words = line.split("\\s+");
        String title = words[0].toUpperCase(Locale.ROOT);
        if (words.length < 2 || words.length > 3 || !title.matches(TITLE)) {
          throw new IllegalArgumentException(
              "line "
                  + number
                  + " is not a system title of 16 hex digits, an encryption key and perhaps an"
                  + " authentication key");
        }
        if (keys.put(title, keys(number, words, suite.keyLength())) != null) {
          throw new IllegalArgumentException("line " + number + " names " + title + " once more");
        }
      }
    }
    return keys;
  }

  private static Keys keys(int line, String[] words, int length) {
    try {
      return new Keys(
          Secret.ofHex(words[1], length),
          words.length == 2 ? Secret.NONE : Secret.ofHex(words[2], length));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "line " + line + " has a key that is not " + e.getMessage());
    }
  }
}
