/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.release;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a signature file: {@code ed25519 <key's short name> <signature in Base64>}.
 *
 * @param keyId the key's short name
 * @param signature 64 bytes
 */
record SignatureLine(String keyId, byte[] signature) {
  private static final int MOST_LINES = 8;
  private static final Pattern LINE =
      Pattern.compile("ed25519 ([0-9a-f]{16}) ([A-Za-z0-9+/]{86}==)");

  static List<SignatureLine> parse(String name, byte[] file) throws ReleaseException {
    List<SignatureLine> lines = new ArrayList<>();
    String text = new String(file, StandardCharsets.ISO_8859_1);
    for (String line : text.split("\n", MOST_LINES + 2)) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        lines.add(new SignatureLine(matcher.group(1), decode(name, matcher.group(2))));
      } else if (!line.isEmpty()) {
        throw new ReleaseException(Refusal.SIGNATURE, name + " is not a file of signatures");
      }
    }
    if (lines.isEmpty() || lines.size() > MOST_LINES) {
      throw new ReleaseException(
          Refusal.SIGNATURE, name + " has not 1 to " + MOST_LINES + " signatures");
    }
    return lines;
  }

  /** Of the many texts that stand for the same bytes only one is good. */
  private static byte[] decode(String name, String base64) throws ReleaseException {
    byte[] signature = Base64.getDecoder().decode(base64);
    if (!Base64.getEncoder().encodeToString(signature).equals(base64)) {
      throw new ReleaseException(Refusal.SIGNATURE, name + " is not a file of signatures");
    }
    return signature;
  }

  String text() {
    return "ed25519 " + keyId + " " + Base64.getEncoder().encodeToString(signature) + "\n";
  }
}
