/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads the forms of {@link DataJson}. */
final class DataJsonReader {
  private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

  private DataJsonReader() {}

  static Data data(JsonNode node) throws DataException {
    return data(node, 0);
  }

  private static Data data(JsonNode node, int depth) throws DataException {
    if (depth > DataReader.MAX_DEPTH) {
      throw new DataException(
          node.at(), "deeper than " + DataReader.MAX_DEPTH + " arrays and structures");
    }
    return switch (node.kind()) {
      case LITERAL -> literal(node.text());
      case NUMBER -> bare(node);
      case STRING ->
          looksLikeOctets(node.text())
              ? new Data.OctetString(octets(node))
              : new Data.VisibleString(latin(node));
      case OBJECT -> typed(node, depth);
      case ARRAY ->
          throw new DataException(
              node.at(), "a list is written {\"array\":[...]} or {\"structure\":[...]}");
    };
  }

  private static Data literal(String word) {
    return word.equals("null") ? Data.nullData() : Data.of(word.equals("true"));
  }

  private static Data bare(JsonNode node) throws DataException {
    if (!isWhole(node.text())) {
      return new Data.Float64(Double.parseDouble(node.text()));
    }
    BigInteger value = new BigInteger(node.text());
    DataTag tag =
        value.bitLength() < 32
            ? DataTag.DOUBLE_LONG
            : value.bitLength() < 64 ? DataTag.LONG64 : DataTag.LONG64_UNSIGNED;
    return number(node, tag, value);
  }

  private static boolean isWhole(String digits) {
    return digits.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9');
  }

  private static Data number(JsonNode node, DataTag tag, BigInteger value) throws DataException {
    boolean unsigned64 = tag == DataTag.LONG64_UNSIGNED;
    boolean fits =
        unsigned64 ? value.signum() >= 0 && value.compareTo(TWO_TO_64) < 0 : value.bitLength() < 64;
    try {
      if (fits) {
        return new Data.Number(tag, value.longValue());
      }
    } catch (IllegalArgumentException e) {
      throw new DataException(node.at(), e.getMessage());
    }
    throw new DataException(node.at(), value + " is no " + tag.words());
  }

  private static Data typed(JsonNode node, int depth) throws DataException {
    if (node.keys().size() != 1) {
      throw new DataException(node.at(), "an object has one key, the type of the value");
    }
    DataTag tag = tag(node, node.keys().get(0));
    JsonNode value = node.values().get(0);
    return switch (tag) {
      case ARRAY -> new Data.Array(elements(value, depth));
      case STRUCTURE -> new Data.Structure(elements(value, depth));
      case COMPACT_ARRAY -> compact(value, depth);
      case NULL_DATA -> nothing(value, Data.nullData());
      case DONT_CARE -> nothing(value, Data.dontCare());
      case BOOLEAN -> bool(value);
      case OCTET_STRING -> new Data.OctetString(octets(value));
      case VISIBLE_STRING -> new Data.VisibleString(latin(value));
      case UTF8_STRING -> utf8(value);
      case BIT_STRING -> bits(value);
      case BCD -> bcd(value);
      case FLOAT32 -> new Data.Float32(Float.parseFloat(floating(value)));
      case FLOAT64 -> new Data.Float64(Double.parseDouble(floating(value)));
      case DATE_TIME -> new Data.DateTime(CosemDateTime.read(octets(value, 12), 0));
      case DATE -> new Data.Date(CosemDate.read(octets(value, 5), 0));
      case TIME -> new Data.Time(CosemTime.read(octets(value, 4), 0));
      default -> number(value, tag, whole(value));
    };
  }

  private static DataTag tag(JsonNode node, String words) throws DataException {
    DataTag tag = DataTag.find(words);
    if (tag == null) {
      throw new DataException(node.at(), quoted(words) + " is no type of data");
    }
    return tag;
  }

  private static String quoted(String text) {
    return "'" + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + "'";
  }

  private static JsonNode of(JsonNode.Kind kind, JsonNode node, String what) throws DataException {
    if (node == null || node.kind() != kind) {
      throw new DataException(node == null ? 0 : node.at(), what + " should be here");
    }
    return node;
  }

  private static BigInteger whole(JsonNode node) throws DataException {
    of(JsonNode.Kind.NUMBER, node, "a whole number");
    if (!isWhole(node.text())) {
      throw new DataException(node.at(), "a whole number, not " + node.text());
    }
    return new BigInteger(node.text());
  }

  private static int small(JsonNode node, int most) throws DataException {
    BigInteger value = whole(node);
    if (value.signum() < 0 || value.compareTo(BigInteger.valueOf(most)) > 0) {
      throw new DataException(node.at(), "0 to " + most + ", not " + value);
    }
    return value.intValue();
  }

  private static String floating(JsonNode node) throws DataException {
    if (node.kind() == JsonNode.Kind.NUMBER) {
      return node.text();
    }
    if (List.of("NaN", "Infinity", "-Infinity").contains(node.text())) {
      return node.text();
    }
    throw new DataException(
        node.at(), "a number, \"NaN\", \"Infinity\" or \"-Infinity\" should be here");
  }

  private static Data nothing(JsonNode node, Data data) throws DataException {
    if (!node.text().equals("null") || node.kind() != JsonNode.Kind.LITERAL) {
      throw new DataException(node.at(), "null should be here");
    }
    return data;
  }

  private static Data bool(JsonNode node) throws DataException {
    if (node.kind() == JsonNode.Kind.LITERAL && !node.text().equals("null")) {
      return literal(node.text());
    }
    return new Data.Bool(small(node, 255));
  }

  private static Data bcd(JsonNode node) throws DataException {
    of(JsonNode.Kind.STRING, node, "two digits in '\"'");
    if (!node.text().matches("[0-9A-Fa-f]{2}")) {
      throw new DataException(node.at(), "two digits, not " + quoted(node.text()));
    }
    return new Data.Number(DataTag.BCD, Integer.parseInt(node.text(), 16));
  }

  static boolean looksLikeOctets(String text) {
    if (text.length() % 2 == 0 || text.charAt(0) != 'x') {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      if ("0123456789ABCDEFabcdef".indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static byte[] octets(JsonNode node) throws DataException {
    of(JsonNode.Kind.STRING, node, "octets as \"x0123\"");
    if (!looksLikeOctets(node.text())) {
      throw new DataException(node.at(), "octets are written \"x0123\"");
    }
    return HexFormat.of().parseHex(node.text(), 1, node.text().length());
  }

  private static byte[] octets(JsonNode node, int count) throws DataException {
    byte[] octets = octets(node);
    if (octets.length != count) {
      throw new DataException(node.at(), count + " octets, not " + octets.length);
    }
    return octets;
  }

  private static byte[] latin(JsonNode node) throws DataException {
    String text = of(JsonNode.Kind.STRING, node, "a string").text();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xFF) {
        throw new DataException(
            node.at(), "a visible-string has no '" + text.charAt(i) + "'; a utf8-string has");
      }
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Data utf8(JsonNode node) throws DataException {
    if (node.kind() == JsonNode.Kind.OBJECT) {
      checkKeys(node, List.of("octets"));
      return new Data.Utf8String(octets(node.member("octets")));
    }
    return Data.utf8(of(JsonNode.Kind.STRING, node, "a string").text());
  }

  private static Data bits(JsonNode node) throws DataException {
    if (node.kind() == JsonNode.Kind.OBJECT) {
      checkKeys(node, List.of("length", "octets"));
      byte[] octets = octets(node.member("octets"));
      int length = small(node.member("length"), Integer.MAX_VALUE - 7);
      if ((length + 7) / 8 != octets.length) {
        throw new DataException(node.at(), length + " bits are not " + octets.length + " octets");
      }
      return new Data.BitString(octets, length);
    }
    String text = of(JsonNode.Kind.STRING, node, "zeros and ones in '\"'").text();
    if (!text.chars().allMatch(c -> c == '0' || c == '1')) {
      throw new DataException(node.at(), "a bit-string has zeros and ones");
    }
    return bits(text);
  }

  static Data bits(String zerosAndOnes) {
    boolean[] bits = new boolean[zerosAndOnes.length()];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = zerosAndOnes.charAt(i) == '1';
    }
    return Data.bits(bits);
  }

  private static void checkKeys(JsonNode node, List<String> keys) throws DataException {
    of(JsonNode.Kind.OBJECT, node, "an object");
    if (node.keys().size() != keys.size() || !node.keys().containsAll(keys)) {
      throw new DataException(node.at(), "an object has the keys " + keys + " here");
    }
  }

  private static List<Data> elements(JsonNode node, int depth) throws DataException {
    of(JsonNode.Kind.ARRAY, node, "a list in '[]'");
    List<Data> elements = new ArrayList<>(node.values().size());
    for (JsonNode value : node.values()) {
      elements.add(data(value, depth + 1));
    }
    return elements;
  }

  private static Data compact(JsonNode node, int depth) throws DataException {
    if (node.kind() != JsonNode.Kind.ARRAY) {
      checkKeys(node, List.of("type", "contents"));
      return new Data.CompactArray(type(node.member("type")), octets(node.member("contents")));
    }
    List<Data> elements = elements(node, depth);
    try {
      TypeDescription type =
          elements.isEmpty()
              ? TypeDescription.of(DataTag.NULL_DATA)
              : TypeDescription.of(elements.get(0));
      return Data.CompactArray.of(type, elements);
    } catch (IllegalArgumentException e) {
      throw new DataException(node.at(), "no compact array: " + e.getMessage());
    }
  }

  private static TypeDescription type(JsonNode node) throws DataException {
    try {
      if (node.kind() == JsonNode.Kind.STRING) {
        return TypeDescription.of(tag(node, node.text()));
      }
      if (node.member("array") != null) {
        JsonNode array = node.member("array");
        checkKeys(array, List.of("count", "type"));
        return TypeDescription.array(
            small(array.member("count"), 0xFFFF), type(array.member("type")));
      }
      JsonNode elements = of(JsonNode.Kind.ARRAY, node.member("structure"), "a type");
      List<TypeDescription> types = new ArrayList<>();
      for (JsonNode element : elements.values()) {
        types.add(type(element));
      }
      return new TypeDescription(DataTag.STRUCTURE, 0, types);
    } catch (IllegalArgumentException e) {
      throw new DataException(node.at(), e.getMessage());
    }
  }
}
