/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import org.meterway.cli.CommandException;
import org.meterway.dlms.data.CosemDateTime;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataException;
import org.meterway.dlms.data.DataJson;
import org.meterway.dlms.data.DataTag;

/**
 * Values as people write them: {@code long-unsigned:15}, {@code octet-string:0A0B}, {@code
 * visible-string:text}, {@code boolean:true}, {@code date-time:2026-11-26T10:00:00+01:00}, {@code
 * null-data}, hex of the encoding as {@code axdr:120F}, or typed JSON.
 */
final class DataText {
  private static final String FORM =
      "expected TYPE:VALUE as in long-unsigned:15, octet-string:0A0B, boolean:true, null-data, "
          + "axdr:12000F, or JSON as in {\"structure\":[{\"unsigned\":1}]}";

  private DataText() {}

  static Data parse(String text) throws CommandException {
    if (text.startsWith("{") || text.startsWith("\"") || text.startsWith("[")) {
      return json(text);
    }
    int colon = text.indexOf(':');
    String type = colon < 0 ? text : text.substring(0, colon);
    String value = colon < 0 ? "" : text.substring(colon + 1);
    try {
      return of(type, value);
    } catch (DateTimeParseException e) {
      throw CommandException.usage(
          "'" + value + "' is no time, expected one as 2026-11-26T10:00:00+01:00");
    } catch (IllegalArgumentException | DataException e) {
      throw CommandException.usage("'" + text + "': " + e.getMessage() + "; " + FORM);
    }
  }

  private static Data json(String text) throws CommandException {
    try {
      return DataJson.read(text);
    } catch (DataException e) {
      throw CommandException.usage("the value " + text + ": " + e.getMessage());
    }
  }

  private static Data of(String type, String value) throws DataException {
    return switch (type) {
      case "null-data" -> Data.nullData();
      case "axdr" -> Data.decode(HexFormat.of().parseHex(value));
      case "boolean" -> Data.of(bool(value));
      case "octet-string" -> Data.octets(HexFormat.of().parseHex(value));
      case "visible-string" -> Data.text(value);
      case "utf8-string" -> Data.utf8(value);
      case "text" -> Data.octets(value.getBytes(StandardCharsets.US_ASCII));
      case "date-time" -> Data.octets(CosemDateTime.of(OffsetDateTime.parse(value)));
      case "bit-string" -> bits(value);
      case "float32" -> new Data.Float32(Float.parseFloat(value));
      case "float64" -> new Data.Float64(Double.parseDouble(value));
      default -> number(type, value);
    };
  }

  private static boolean bool(String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw new IllegalArgumentException("a boolean is true or false");
    }
    return value.equals("true");
  }

  private static Data bits(String value) {
    boolean[] bits = new boolean[value.length()];
    for (int i = 0; i < bits.length; i++) {
      if (value.charAt(i) != '0' && value.charAt(i) != '1') {
        throw new IllegalArgumentException("bits are 0 or 1");
      }
      bits[i] = value.charAt(i) == '1';
    }
    return Data.bits(bits);
  }

  private static Data number(String type, String value) {
    for (DataTag tag : DataTag.values()) {
      if (tag.words().equals(type)) {
        return new Data.Number(tag, whole(tag, value));
      }
    }
    throw new IllegalArgumentException("no type is called '" + type + "'");
  }

  private static long whole(DataTag tag, String value) {
    try {
      BigInteger number = new BigInteger(value);
      boolean fits =
          tag == DataTag.LONG64_UNSIGNED
              ? number.signum() >= 0 && number.bitLength() <= 64
              : number.bitLength() <= 63;
      if (fits) {
        return number.longValue();
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException("'" + value + "' is no " + tag.words());
  }
}
