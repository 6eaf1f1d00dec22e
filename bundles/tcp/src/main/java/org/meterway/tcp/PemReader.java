/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Takes PEM text apart. Never makes a String of what may be a private key, since a String cannot be
 * wiped.
 */
final class PemReader {
  private static final byte[] BEGIN = ascii("-----BEGIN ");
  private static final byte[] DASHES = ascii("-----");

  private PemReader() {}

  /**
   * What stands between two lines of dashes.
   *
   * @param label such as {@code CERTIFICATE}
   * @param content what the Base64 text stands for; whoever takes a key from it wipes it
   * @param hasHeaders whether it is of the old kind whose headers tell how it is encrypted; then
   *     the content is of no use
   */
  record Block(String label, byte[] content, boolean hasHeaders) {
    void wipe() {
      Arrays.fill(content, (byte) 0);
    }

    @Override
    public String toString() {
      return label;
    }
  }

  /** Whether this looks like PEM at all. */
  static boolean isPem(byte[] text) {
    return find(text, BEGIN, 0) >= 0;
  }

  /**
   * All blocks, in their order; other text is skipped.
   *
   * @throws IllegalArgumentException if a block has no end, or is not Base64
   */
  static List<Block> read(byte[] text) {
    List<Block> blocks = new ArrayList<>();
    for (int begin = find(text, BEGIN, 0); begin >= 0; ) {
      int labelAt = begin + BEGIN.length;
      int labelEnd = find(text, DASHES, labelAt);
      if (labelEnd < 0) {
        throw new IllegalArgumentException("a BEGIN line without its end");
      }
      String label = new String(text, labelAt, labelEnd - labelAt, StandardCharsets.ISO_8859_1);
      int bodyAt = labelEnd + DASHES.length;
      int bodyEnd = find(text, ascii("-----END " + label + "-----"), bodyAt);
      if (bodyEnd < 0) {
        throw new IllegalArgumentException(
            "a " + CertificateWords.harmless(label) + " without END");
      }
      blocks.add(block(label, Arrays.copyOfRange(text, bodyAt, bodyEnd)));
      begin = find(text, BEGIN, bodyEnd);
    }
    return blocks;
  }

  private static Block block(String label, byte[] body) {
    try {
      boolean hasHeaders = find(body, ascii(":"), 0) >= 0;
      return new Block(
          label, hasHeaders ? new byte[0] : Base64.getMimeDecoder().decode(body), hasHeaders);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a " + CertificateWords.harmless(label) + " that is not Base64"); // Without its content.
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  private static int find(byte[] text, byte[] pattern, int from) {
    for (int at = from; at <= text.length - pattern.length; at++) {
      if (Arrays.equals(text, at, at + pattern.length, pattern, 0, pattern.length)) {
        return at;
      }
    }
    return -1;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
