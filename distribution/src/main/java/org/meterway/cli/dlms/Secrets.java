/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.meterway.cli.CommandException;
import org.meterway.cli.Inputs;

/** Passwords and keys out of files and the environment; never out of arguments. */
final class Secrets {
  private Secrets() {}

  /**
   * A password: the file's octets without the line end, or the variable's characters. {@code 0x} in
   * front of hex digits gives octets.
   *
   * @return none if neither is there
   */
  static byte[] password(Path file, String variable) throws IOException, CommandException {
    byte[] octets = octets(file, variable);
    if (octets == null) {
      return new byte[0];
    }
    String text = new String(octets, StandardCharsets.ISO_8859_1);
    if (text.startsWith("0x") && text.length() % 2 == 0) {
      try {
        return HexFormat.of().parseHex(text.substring(2));
      } catch (IllegalArgumentException e) {
        return octets; // It is the password itself.
      }
    }
    return octets;
  }

  /**
   * A key: hex digits, or the octets themselves.
   *
   * @param name for the error
   * @return null if neither file nor variable is there
   */
  static byte[] key(String name, Path file, String variable, int length)
      throws IOException, CommandException {
    byte[] octets = octets(file, variable);
    if (octets == null) {
      return null;
    }
    if (octets.length == length) {
      return octets;
    }
    String where = file == null ? variable : file.toString();
    String digits = new String(octets, StandardCharsets.ISO_8859_1).replaceAll("[\\s:]", "");
    Arrays.fill(octets, (byte) 0);
    try {
      byte[] key = HexFormat.of().parseHex(digits);
      if (key.length == length) {
        return key;
      }
      throw CommandException.usage(
          "%s in %s has %d octets, expected %d (%d hex digits)"
              .formatted(name, where, key.length, length, 2 * length));
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(
          "%s in %s is no hex text, expected %d hex digits".formatted(name, where, 2 * length));
    }
  }

  private static byte[] octets(Path file, String variable) throws IOException, CommandException {
    if (file == null) {
      String value = System.getenv(variable);
      return value == null || value.isEmpty() ? null : value.getBytes(StandardCharsets.UTF_8);
    }
    byte[] octets = Files.readAllBytes(Inputs.readable(file));
    int end = octets.length;
    while (end > 0 && (octets[end - 1] == '\n' || octets[end - 1] == '\r')) {
      end--;
    }
    return Arrays.copyOf(octets, end);
  }
}
