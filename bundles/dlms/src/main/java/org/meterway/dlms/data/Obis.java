/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

/**
 * The logical name of a COSEM object: six value groups (IEC 62056-6-1).
 *
 * @param a medium, 0 to 255
 * @param b channel, 0 to 255
 * @param c quantity, 0 to 255
 * @param d processing, 0 to 255
 * @param e tariff, 0 to 255
 * @param f billing period, 0 to 255
 */
public record Obis(int a, int b, int c, int d, int e, int f) {
  /** Checks the ranges. */
  public Obis {
    if (((a | b | c | d | e | f) & ~0xFF) != 0) {
      throw new IllegalArgumentException(
          "each group of a logical name is 0 to 255: "
              + (a + "." + b + "." + c + "." + d + "." + e + "." + f));
    }
  }

  /**
   * Reads a name: {@code 1.0.1.8.0.255}, {@code 1-0:1.8.0*255}, or {@code 1-0:1.8.0} for group F
   * 255.
   *
   * @throws IllegalArgumentException the text is no name
   */
  public static Obis of(String text) {
    int[] groups = new int[6];
    int group = 0;
    int value = -1;
    boolean reduced = text.indexOf('-') > 0;
    String separators = reduced ? "-:..*" : ".....";
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character >= '0' && character <= '9' && value < 256) {
        value = Math.max(value, 0) * 10 + character - '0';
      } else if (value >= 0 && value < 256 && group < 5 && fits(separators, group, character)) {
        groups[group++] = value;
        value = -1;
      } else {
        throw noName(text);
      }
    }
    if (value < 0 || value > 255 || group < (reduced ? 4 : 5)) {
      throw noName(text);
    }
    groups[group] = value;
    int last = group == 5 ? groups[5] : 255;
    return new Obis(groups[0], groups[1], groups[2], groups[3], groups[4], last);
  }

  private static boolean fits(String separators, int group, char character) {
    return separators.charAt(group) == character
        || group == 4 && character == (separators.charAt(0) == '-' ? '.' : '*');
  }

  private static IllegalArgumentException noName(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is no logical name; one is written 1.0.1.8.0.255 or 1-0:1.8.0*255");
  }

  /**
   * Reads six octets.
   *
   * @throws IndexOutOfBoundsException there are not so many
   */
  public static Obis read(byte[] bytes, int offset) {
    return new Obis(
        bytes[offset] & 0xFF,
        bytes[offset + 1] & 0xFF,
        bytes[offset + 2] & 0xFF,
        bytes[offset + 3] & 0xFF,
        bytes[offset + 4] & 0xFF,
        bytes[offset + 5] & 0xFF);
  }

  /** The six octets. */
  public byte[] bytes() {
    return new byte[] {(byte) a, (byte) b, (byte) c, (byte) d, (byte) e, (byte) f};
  }

  /** Writes the six octets. */
  public void write(DataWriter out) {
    out.put16(a << 8 | b).put16(c << 8 | d).put16(e << 8 | f);
  }

  /** Whether six octets are this name. */
  public boolean matches(byte[] bytes, int offset) {
    return (bytes[offset] & 0xFF) == a
        && (bytes[offset + 1] & 0xFF) == b
        && (bytes[offset + 2] & 0xFF) == c
        && (bytes[offset + 3] & 0xFF) == d
        && (bytes[offset + 4] & 0xFF) == e
        && (bytes[offset + 5] & 0xFF) == f;
  }

  /** As {@code 1.0.1.8.0.255}. */
  @Override
  public String toString() {
    return a + "." + b + "." + c + "." + d + "." + e + "." + f;
  }
}
