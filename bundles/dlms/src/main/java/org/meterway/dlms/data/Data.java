/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A value of COSEM: of an attribute, a parameter, a cell of a profile (IEC 62056-6-2; Green Book,
 * {@code Data ::= CHOICE}). Immutable; two are equal if they encode to the same octets, and
 * not-a-number is equal to itself.
 *
 * <p>{@code asLong()} and its like give the content as a Java type, or throw {@link
 * DataTypeException} with words for a person where the type does not fit.
 */
public sealed interface Data
    permits Data.Null,
        Data.DontCare,
        Data.Array,
        Data.Structure,
        Data.Bool,
        Data.BitString,
        Data.Number,
        Data.Float32,
        Data.Float64,
        Data.DateTime,
        Data.Date,
        Data.Time,
        Data.CompactArray,
        StringData {
  /** The type. */
  DataTag tag();

  /** Encodes in A-XDR, with the tag. */
  void write(DataWriter out);

  /** Encodes in A-XDR, with the tag. */
  default byte[] encode() {
    DataWriter out = new DataWriter();
    write(out);
    return out.toByteArray();
  }

  /**
   * Decodes one value.
   *
   * @throws DataException they are no data, or there are more octets than it has
   */
  static Data decode(byte[] bytes) throws DataException {
    DataReader reader = new DataReader(bytes);
    Data data = reader.nextValue();
    if (reader.hasNext()) {
      throw new DataException(
          reader.position(), reader.remaining() + " octets more than the value has");
    }
    return data;
  }

  /** Whether it is null-data. */
  default boolean isNull() {
    return false;
  }

  /**
   * A whole number.
   *
   * @throws DataTypeException it is none, or it is 2<sup>63</sup> or more
   */
  default long asLong() {
    throw DataTypeException.of(tag(), "a whole number");
  }

  /**
   * A whole number of any size.
   *
   * @throws DataTypeException it is none
   */
  default BigInteger asBigInteger() {
    return BigInteger.valueOf(asLong());
  }

  /**
   * A number, whole or floating; the nearest double.
   *
   * @throws DataTypeException it is none
   */
  default double asDouble() {
    return asBigInteger().doubleValue();
  }

  /**
   * A copy of the octets of a string, a bit-string, or a date and time of any kind.
   *
   * @throws DataTypeException it has none
   */
  default byte[] asBytes() {
    throw DataTypeException.of(tag(), "octets");
  }

  /**
   * The characters of a string. An octet-string is read as UTF-8, or else as ISO 8859-1.
   *
   * @throws DataTypeException it is no string
   */
  default String asText() {
    throw DataTypeException.of(tag(), "a string");
  }

  /**
   * True or false.
   *
   * @throws DataTypeException it is no boolean
   */
  default boolean asBoolean() {
    throw DataTypeException.of(tag(), "a boolean");
  }

  /**
   * The elements of an array, a structure or a compact array.
   *
   * @throws DataTypeException it has none, or they are not what a compact array says that they are
   */
  default List<Data> elements() {
    throw DataTypeException.of(tag(), "an array or structure");
  }

  /** Nothing. */
  static Data nullData() {
    return Null.INSTANCE;
  }

  /** Any value would do. */
  static Data dontCare() {
    return DontCare.INSTANCE;
  }

  /** True or false. */
  static Data of(boolean value) {
    return new Bool(value);
  }

  /** An unsigned, 0 to 255. */
  static Data unsigned8(int value) {
    return new Number(DataTag.UNSIGNED, value);
  }

  /** A long-unsigned, 0 to 65535. */
  static Data unsigned16(int value) {
    return new Number(DataTag.LONG_UNSIGNED, value);
  }

  /** A double-long-unsigned, 0 to 2<sup>32</sup>-1. */
  static Data unsigned32(long value) {
    return new Number(DataTag.DOUBLE_LONG_UNSIGNED, value);
  }

  /** A long64-unsigned, by its 64 bits. */
  static Data unsigned64(long bits) {
    return new Number(DataTag.LONG64_UNSIGNED, bits);
  }

  /** An integer, -128 to 127. */
  static Data int8(int value) {
    return new Number(DataTag.INTEGER, value);
  }

  /** A long, -32768 to 32767. */
  static Data int16(int value) {
    return new Number(DataTag.LONG, value);
  }

  /** A double-long. */
  static Data int32(int value) {
    return new Number(DataTag.DOUBLE_LONG, value);
  }

  /** A long64. */
  static Data int64(long value) {
    return new Number(DataTag.LONG64, value);
  }

  /** An enum, 0 to 255. */
  static Data enumeration(int value) {
    return new Number(DataTag.ENUM, value);
  }

  /** An octet-string. */
  static Data octets(byte... octets) {
    return new OctetString(octets);
  }

  /** A visible-string; of characters of ISO 8859-1, which should be ASCII's. */
  static Data text(String text) {
    return new VisibleString(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A utf8-string. */
  static Data utf8(String text) {
    return new Utf8String(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A structure. */
  static Data structure(Data... elements) {
    return new Structure(List.of(elements));
  }

  /** A structure. */
  static Data structure(List<Data> elements) {
    return new Structure(elements);
  }

  /** An array. */
  static Data array(Data... elements) {
    return new Array(List.of(elements));
  }

  /** An array. */
  static Data array(List<Data> elements) {
    return new Array(elements);
  }

  /** A bit-string, the first bit first. */
  static Data bits(boolean... bits) {
    byte[] octets = new byte[(bits.length + 7) / 8];
    for (int i = 0; i < bits.length; i++) {
      if (bits[i]) {
        octets[i / 8] |= (byte) (0x80 >> i % 8);
      }
    }
    return new BitString(octets, bits.length);
  }

  /** A logical name, as an octet-string. */
  static Data of(Obis name) {
    return new OctetString(name.bytes());
  }

  /** A date and time, as an octet-string: so attributes and parameters mostly carry it. */
  static Data octets(CosemDateTime dateTime) {
    return new OctetString(dateTime.bytes());
  }

  private static void write(DataTag tag, List<Data> elements, DataWriter out) {
    out.put8(tag.code()).putLength(elements.size());
    for (Data element : elements) {
      element.write(out);
    }
  }

  /** {@link DataTag#NULL_DATA}. */
  record Null() implements Data {
    private static final Null INSTANCE = new Null();

    @Override
    public DataTag tag() {
      return DataTag.NULL_DATA;
    }

    @Override
    public void write(DataWriter out) {
      out.put8(DataTag.NULL_DATA.code());
    }

    @Override
    public boolean isNull() {
      return true;
    }
  }

  /** {@link DataTag#DONT_CARE}. */
  record DontCare() implements Data {
    private static final DontCare INSTANCE = new DontCare();

    @Override
    public DataTag tag() {
      return DataTag.DONT_CARE;
    }

    @Override
    public void write(DataWriter out) {
      out.put8(DataTag.DONT_CARE.code());
    }
  }

  /**
   * {@link DataTag#ARRAY}.
   *
   * @param elements should be of one type, which is not checked: some meters mix null-data in
   */
  record Array(List<Data> elements) implements Data {
    /** Of a copy of the list. */
    public Array {
      elements = List.copyOf(elements);
    }

    @Override
    public DataTag tag() {
      return DataTag.ARRAY;
    }

    @Override
    public void write(DataWriter out) {
      Data.write(DataTag.ARRAY, elements, out);
    }
  }

  /** {@link DataTag#STRUCTURE}. */
  record Structure(List<Data> elements) implements Data {
    /** Of a copy of the list. */
    public Structure {
      elements = List.copyOf(elements);
    }

    @Override
    public DataTag tag() {
      return DataTag.STRUCTURE;
    }

    @Override
    public void write(DataWriter out) {
      Data.write(DataTag.STRUCTURE, elements, out);
    }
  }

  /**
   * {@link DataTag#BOOLEAN}.
   *
   * @param octet 0 for false, any other up to 255 for true: some send 1, some 255
   */
  record Bool(int octet) implements Data {
    /** As the octet. */
    public Bool {
      if (octet < 0 || octet > 255) {
        throw new IllegalArgumentException("a boolean is an octet, not " + octet);
      }
    }

    /** As 1 or 0. */
    public Bool(boolean value) {
      this(value ? 1 : 0);
    }

    /** True or false. */
    public boolean value() {
      return octet != 0;
    }

    @Override
    public DataTag tag() {
      return DataTag.BOOLEAN;
    }

    @Override
    public void write(DataWriter out) {
      out.put8(DataTag.BOOLEAN.code()).put8(octet);
    }

    @Override
    public boolean asBoolean() {
      return value();
    }

    @Override
    public String toString() {
      return "Bool[value=" + value() + "]";
    }
  }

  /**
   * {@link DataTag#BIT_STRING}.
   *
   * @param bits octets, the first bit in the highest place of the first one; what is left of the
   *     last octet is kept as it is
   * @param length in bits
   */
  record BitString(byte[] bits, int length) implements Data {
    /** Of a copy of the octets. */
    public BitString {
      if (length < 0 || bits.length != (length + 7L) / 8) {
        throw new IllegalArgumentException(length + " bits are not " + bits.length + " octets");
      }
      bits = bits.clone();
    }

    /** A copy. */
    @Override
    public byte[] bits() {
      return bits.clone();
    }

    /** Whether a bit is set; the first one is 0. */
    public boolean bit(int index) {
      if (index < 0 || index >= length) {
        throw new IndexOutOfBoundsException("there is no bit " + index + " in " + length);
      }
      return (bits[index / 8] & 0x80 >> index % 8) != 0;
    }

    /** How many bits are set. */
    public int cardinality() {
      int set = 0;
      for (int i = 0; i < length; i++) {
        set += bit(i) ? 1 : 0;
      }
      return set;
    }

    @Override
    public DataTag tag() {
      return DataTag.BIT_STRING;
    }

    @Override
    public void write(DataWriter out) {
      out.put8(DataTag.BIT_STRING.code()).putLength(length).put(bits);
    }

    @Override
    public byte[] asBytes() {
      return bits();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof BitString string
          && length == string.length
          && Arrays.equals(bits, string.bits);
    }

    @Override
    public int hashCode() {
      return 31 * length + Arrays.hashCode(bits);
    }

    /** Zeros and ones. */
    @Override
    public String toString() {
      return "BitString[" + zerosAndOnes() + "]";
    }

    String zerosAndOnes() {
      StringBuilder text = new StringBuilder(length);
      for (int i = 0; i < length; i++) {
        text.append(bit(i) ? '1' : '0');
      }
      return text.toString();
    }
  }

  /**
   * Every integer type, enum, bcd, and the delta types.
   *
   * @param tag one of which {@link DataTag#isInteger()} holds
   * @param value within the type's range; of a long64-unsigned its 64 bits; of a bcd its octet
   */
  record Number(DataTag tag, long value) implements Data {
    /** Checks the range. */
    public Number {
      if (!tag.isInteger()) {
        throw new IllegalArgumentException(tag.words() + " is no type of whole numbers");
      }
      int bits = tag.size() * 8;
      if (bits < 64) {
        long least = tag.isSigned() ? -1L << bits - 1 : 0;
        long most = (1L << (tag.isSigned() ? bits - 1 : bits)) - 1;
        if (value < least || value > most) {
          throw new IllegalArgumentException(
              value + " is no " + tag.words() + ": that is " + least + " to " + most);
        }
      }
    }

    /** The value, also of a long64-unsigned of 2<sup>63</sup> or more. */
    public BigInteger unsignedValue() {
      return tag == DataTag.LONG64_UNSIGNED
          ? DataReader.unsigned(value)
          : BigInteger.valueOf(value);
    }

    @Override
    public void write(DataWriter out) {
      out.put8(tag.code());
      writeValue(out);
    }

    void writeValue(DataWriter out) {
      switch (tag.size()) {
        case 1 -> out.put8((int) value);
        case 2 -> out.put16((int) value);
        case 4 -> out.put32(value);
        default -> out.put64(value);
      }
    }

    @Override
    public long asLong() {
      if (tag == DataTag.LONG64_UNSIGNED && value < 0) {
        throw new DataTypeException(unsignedValue() + " is more than a long takes");
      }
      return value;
    }

    @Override
    public BigInteger asBigInteger() {
      return unsignedValue();
    }

    @Override
    public String toString() {
      return tag.words() + " " + unsignedValue();
    }
  }

  /** {@link DataTag#OCTET_STRING}. */
  final class OctetString extends StringData {
    /** Of a copy of the octets. */
    public OctetString(byte[] octets) {
      this(octets, 0, octets.length);
    }

    OctetString(byte[] source, int from, int to) {
      super(source, from, to);
    }

    @Override
    public DataTag tag() {
      return DataTag.OCTET_STRING;
    }

    @Override
    public String asText() {
      return Strings.utf8OrLatin(octets);
    }

    @Override
    public String toString() {
      return "OctetString[" + HexFormat.of().withUpperCase().formatHex(octets) + "]";
    }
  }

  /** {@link DataTag#VISIBLE_STRING}. */
  final class VisibleString extends StringData {
    /** Of a copy of the octets. */
    public VisibleString(byte[] octets) {
      this(octets, 0, octets.length);
    }

    VisibleString(byte[] source, int from, int to) {
      super(source, from, to);
    }

    @Override
    public DataTag tag() {
      return DataTag.VISIBLE_STRING;
    }

    /** The characters; an octet above 127 becomes its character of ISO 8859-1. */
    public String text() {
      return text(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String asText() {
      return text();
    }

    @Override
    public String toString() {
      return "VisibleString[" + text() + "]";
    }
  }

  /** {@link DataTag#UTF8_STRING}. */
  final class Utf8String extends StringData {
    /** Of a copy of the octets. */
    public Utf8String(byte[] octets) {
      this(octets, 0, octets.length);
    }

    Utf8String(byte[] source, int from, int to) {
      super(source, from, to);
    }

    @Override
    public DataTag tag() {
      return DataTag.UTF8_STRING;
    }

    /** The characters; what is no UTF-8 becomes U+FFFD. */
    public String text() {
      return text(StandardCharsets.UTF_8);
    }

    @Override
    public String asText() {
      return text();
    }

    @Override
    public String toString() {
      return "Utf8String[" + text() + "]";
    }
  }

  /** {@link DataTag#FLOAT32}. */
  record Float32(float value) implements Data {
    @Override
    public DataTag tag() {
      return DataTag.FLOAT32;
    }

    @Override
    public void write(DataWriter out) {
      out.put8(DataTag.FLOAT32.code()).put32(Float.floatToRawIntBits(value));
    }

    @Override
    public double asDouble() {
      return value;
    }
  }

  /** {@link DataTag#FLOAT64}. */
  record Float64(double value) implements Data {
    @Override
    public DataTag tag() {
      return DataTag.FLOAT64;
    }

    @Override
    public void write(DataWriter out) {
      out.put8(DataTag.FLOAT64.code()).put64(Double.doubleToRawLongBits(value));
    }

    @Override
    public double asDouble() {
      return value;
    }
  }

  /** {@link DataTag#DATE_TIME}. */
  record DateTime(CosemDateTime value) implements Data {
    @Override
    public DataTag tag() {
      return DataTag.DATE_TIME;
    }

    @Override
    public void write(DataWriter out) {
      value.write(out.put8(DataTag.DATE_TIME.code()));
    }

    @Override
    public byte[] asBytes() {
      return value.bytes();
    }
  }

  /** {@link DataTag#DATE}. */
  record Date(CosemDate value) implements Data {
    @Override
    public DataTag tag() {
      return DataTag.DATE;
    }

    @Override
    public void write(DataWriter out) {
      value.write(out.put8(DataTag.DATE.code()));
    }

    @Override
    public byte[] asBytes() {
      return value.bytes();
    }
  }

  /** {@link DataTag#TIME}. */
  record Time(CosemTime value) implements Data {
    @Override
    public DataTag tag() {
      return DataTag.TIME;
    }

    @Override
    public void write(DataWriter out) {
      value.write(out.put8(DataTag.TIME.code()));
    }

    @Override
    public byte[] asBytes() {
      return value.bytes();
    }
  }

  /**
   * {@link DataTag#COMPACT_ARRAY}.
   *
   * @param description what each element is
   * @param contents the elements without tags, one behind the other
   */
  record CompactArray(TypeDescription description, byte[] contents) implements Data {
    /** Of a copy of the octets, which are not looked into. */
    public CompactArray {
      contents = contents.clone();
    }

    /**
     * Of elements.
     *
     * @throws IllegalArgumentException one is not what the description says
     */
    public static CompactArray of(TypeDescription description, List<Data> elements) {
      return new CompactArray(description, Untagged.encode(description, elements));
    }

    /** A copy. */
    @Override
    public byte[] contents() {
      return contents.clone();
    }

    /**
     * The elements.
     *
     * @throws DataException the contents are not what the description says
     */
    public List<Data> decodeElements() throws DataException {
      return Untagged.decode(description, contents);
    }

    @Override
    public List<Data> elements() {
      try {
        return decodeElements();
      } catch (DataException e) {
        throw new DataTypeException("a compact array that is not as described: " + e.getMessage());
      }
    }

    @Override
    public DataTag tag() {
      return DataTag.COMPACT_ARRAY;
    }

    @Override
    public void write(DataWriter out) {
      description.write(out.put8(DataTag.COMPACT_ARRAY.code()));
      out.putOctets(contents);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof CompactArray array
          && description.equals(array.description)
          && Arrays.equals(contents, array.contents);
    }

    @Override
    public int hashCode() {
      return 31 * description.hashCode() + Arrays.hashCode(contents);
    }

    @Override
    public String toString() {
      return "CompactArray["
          + description
          + ", "
          + HexFormat.of().withUpperCase().formatHex(contents)
          + "]";
    }
  }
}
