/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

import java.util.Locale;

/** The types of data, by their tags (Green Book, COSEMpdu: {@code Data ::= CHOICE}). */
public enum DataTag {
  /** Nothing; in compressed buffers, a value that follows from the row before. */
  NULL_DATA(0, 0),
  /** Elements of one type. */
  ARRAY(1, DataTag.VARIABLE),
  /** Elements of any types. */
  STRUCTURE(2, DataTag.VARIABLE),
  /** True or false. */
  BOOLEAN(3, 1),
  /** Bits, the first one in the highest place. */
  BIT_STRING(4, DataTag.VARIABLE),
  /** 32 bits, signed. */
  DOUBLE_LONG(5, 4),
  /** 32 bits, unsigned. */
  DOUBLE_LONG_UNSIGNED(6, 4),
  /** Octets. */
  OCTET_STRING(9, DataTag.VARIABLE),
  /** Characters of ASCII. */
  VISIBLE_STRING(10, DataTag.VARIABLE),
  /** Characters as UTF-8. */
  UTF8_STRING(12, DataTag.VARIABLE),
  /** One octet of two decimal digits. */
  BCD(13, 1),
  /** 8 bits, signed. */
  INTEGER(15, 1),
  /** 16 bits, signed. */
  LONG(16, 2),
  /** 8 bits, unsigned. */
  UNSIGNED(17, 1),
  /** 16 bits, unsigned. */
  LONG_UNSIGNED(18, 2),
  /** Elements of one type that is told once. */
  COMPACT_ARRAY(19, DataTag.VARIABLE),
  /** 64 bits, signed. */
  LONG64(20, 8),
  /** 64 bits, unsigned. */
  LONG64_UNSIGNED(21, 8),
  /** 8 bits, unsigned, that stand for something. */
  ENUM(22, 1),
  /** IEEE 754, 32 bits. */
  FLOAT32(23, 4),
  /** IEEE 754, 64 bits. */
  FLOAT64(24, 8),
  /** 12 octets. */
  DATE_TIME(25, 12),
  /** 5 octets. */
  DATE(26, 5),
  /** 4 octets. */
  TIME(27, 4),
  /** 8 bits, signed, to be added to a value sent before. */
  DELTA_INTEGER(28, 1),
  /** 16 bits, signed, to be added to a value sent before. */
  DELTA_LONG(29, 2),
  /** 32 bits, signed, to be added to a value sent before. */
  DELTA_DOUBLE_LONG(30, 4),
  /** 8 bits, unsigned, to be added to a value sent before. */
  DELTA_UNSIGNED(31, 1),
  /** 16 bits, unsigned, to be added to a value sent before. */
  DELTA_LONG_UNSIGNED(32, 2),
  /** 32 bits, unsigned, to be added to a value sent before. */
  DELTA_DOUBLE_LONG_UNSIGNED(33, 4),
  /** Any value would do. */
  DONT_CARE(255, 0);

  static final int VARIABLE = -1;

  private static final DataTag[] BY_CODE = new DataTag[256];

  static {
    for (DataTag tag : values()) {
      BY_CODE[tag.code] = tag;
    }
  }

  private final int code;
  private final int size;
  private final String words;

  DataTag(int code, int size) {
    this.code = code;
    this.size = size;
    this.words = name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The octet on the wire. */
  public int code() {
    return code;
  }

  /** The octets of each value without its tag; -1 where values tell their own length. */
  public int size() {
    return size;
  }

  /** As the standard writes it: {@code double-long-unsigned}. */
  public String words() {
    return words;
  }

  /** For sentences: {@code an unsigned}. */
  String withArticle() {
    return ("aeou".indexOf(words.charAt(0)) >= 0 || this == INTEGER ? "an " : "a ") + words;
  }

  /** A whole number: what {@link Data.Number} may be. */
  public boolean isInteger() {
    return switch (this) {
      case DOUBLE_LONG,
          DOUBLE_LONG_UNSIGNED,
          BCD,
          INTEGER,
          LONG,
          UNSIGNED,
          LONG_UNSIGNED,
          LONG64,
          LONG64_UNSIGNED,
          ENUM,
          DELTA_INTEGER,
          DELTA_LONG,
          DELTA_DOUBLE_LONG,
          DELTA_UNSIGNED,
          DELTA_LONG_UNSIGNED,
          DELTA_DOUBLE_LONG_UNSIGNED ->
          true;
      default -> false;
    };
  }

  /** A whole number that may be below zero. */
  public boolean isSigned() {
    return switch (this) {
      case DOUBLE_LONG, INTEGER, LONG, LONG64, DELTA_INTEGER, DELTA_LONG, DELTA_DOUBLE_LONG -> true;
      default -> false;
    };
  }

  /** To be added to a value sent before (Blue Book, delta value encoding). */
  public boolean isDelta() {
    return code >= DELTA_INTEGER.code && code <= DELTA_DOUBLE_LONG_UNSIGNED.code;
  }

  /**
   * The type of a tag.
   *
   * @param code 0 to 255
   * @throws DataException there is none
   */
  public static DataTag of(int code) throws DataException {
    DataTag tag = find(code);
    if (tag == null) {
      throw new DataException(0, "no type of data has the tag " + code);
    }
    return tag;
  }

  /** The type of a tag, or null. */
  static DataTag find(int code) {
    return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
  }

  /** The type with these {@link #words()}, or null. */
  static DataTag find(String words) {
    for (DataTag tag : values()) {
      if (tag.words.equals(words)) {
        return tag;
      }
    }
    return null;
  }
}
