/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A cursor over encoded data, without allocation. {@link #next()} goes from one element to the one
 * behind it: after an array or a structure come its elements, unless {@link #skip()} or {@link
 * #value()} took them all.
 *
 * <pre>{@code
 * DataReader reader = new DataReader(bytes, 0, length);
 * if (reader.next() == DataTag.STRUCTURE && reader.count() == 2) {
 *   reader.next();
 *   long value = reader.longValue();
 *   ...
 * }
 * }</pre>
 *
 * <p>Each element is checked against the end of the bytes before it is given out; nothing is ever
 * read or allocated by a length that the bytes do not back. Not thread-safe.
 */
public final class DataReader {
  /** How deep arrays and structures may lie in each other. */
  public static final int MAX_DEPTH = 64;

  private static final int FEW = 16;

  private byte[] bytes;
  private int end;
  private int position;

  private DataTag tag;
  private int start;
  private int valueOffset;
  private int valueLength;
  private int count;

  /** Over nothing; see {@link #reset}. */
  public DataReader() {
    this(new byte[0], 0, 0);
  }

  /** Over all of the bytes. */
  public DataReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /**
   * Over a part of the bytes, which must not change meanwhile.
   *
   * @param offset the first octet
   * @param end one behind the last octet
   */
  public DataReader(byte[] bytes, int offset, int end) {
    reset(bytes, offset, end);
  }

  /** Begins anew over other bytes. */
  public DataReader reset(byte[] source, int from, int to) {
    if (from < 0 || to < from || to > source.length) {
      throw new IndexOutOfBoundsException(
          from + " to " + to + " is not within " + source.length + " octets");
    }
    bytes = source;
    position = from;
    end = to;
    tag = null;
    return this;
  }

  /** Whether an element follows. */
  public boolean hasNext() {
    return position < end;
  }

  /** Where the next element begins. */
  public int position() {
    return position;
  }

  /** How many octets are left. */
  public int remaining() {
    return end - position;
  }

  /** The array that is read. */
  public byte[] array() {
    return bytes;
  }

  /**
   * Goes to the next element.
   *
   * @return its type
   * @throws DataException nothing follows, or no data; the cursor stays where it was
   */
  public DataTag next() throws DataException {
    int at = position;
    if (at >= end) {
      throw new DataException(at, "data ends where an element should begin");
    }
    DataTag found = DataTag.find(bytes[at] & 0xFF);
    if (found == null) {
      throw new DataException(at, "no type of data has the tag " + (bytes[at] & 0xFF));
    }
    int size = found.size();
    if (size >= 0) {
      if (size > end - at - 1) {
        throw cut(at, found, size, end - at - 1);
      }
      valueOffset = at + 1;
      valueLength = size;
      count = 0;
      position = valueOffset + size;
    } else {
      position = at + 1;
      try {
        variable(found);
      } catch (DataException e) {
        position = at;
        throw e;
      }
    }
    start = at;
    tag = found;
    return found;
  }

  private void variable(DataTag found) throws DataException {
    int at = position - 1;
    if (found == DataTag.COMPACT_ARRAY) {
      TypeDescription.skip(this, 0);
    }
    int length = length();
    int octets =
        switch (found) {
          case ARRAY, STRUCTURE -> 0;
          case BIT_STRING -> (int) ((length + 7L) / 8);
          default -> length;
        };
    int least = octets > 0 ? octets : found == DataTag.BIT_STRING ? 0 : length;
    if (least > end - position) {
      throw cut(at, found, length, end - position);
    }
    valueOffset = position;
    valueLength = octets;
    count = found == DataTag.COMPACT_ARRAY ? 0 : length;
    position += octets;
  }

  private static DataException cut(int at, DataTag tag, int declared, int left) {
    String unit = tag == DataTag.ARRAY || tag == DataTag.STRUCTURE ? " elements" : " octets";
    return new DataException(
        at,
        tag.withArticle()
            + " of "
            + declared
            + unit
            + ", but only "
            + left
            + (left == 1 ? " octet follows" : " octets follow"));
  }

  /**
   * A length as A-XDR and BER write it; up to 2<sup>31</sup>-1, in more octets than it needs if the
   * sender likes.
   */
  int length() throws DataException {
    int at = position;
    int first = octet();
    if (first < 0x80) {
      return first;
    }
    int octets = first & 0x7F;
    if (octets == 0 || octets > 8) {
      position = at;
      throw new DataException(at, "a length does not begin with " + hex(first));
    }
    long length = 0;
    for (int i = 0; i < octets; i++) {
      length = length << 8 | octet();
      if (length > Integer.MAX_VALUE) {
        position = at;
        throw new DataException(at, "a length of more than " + Integer.MAX_VALUE);
      }
    }
    return (int) length;
  }

  int octet() throws DataException {
    if (position >= end) {
      throw new DataException(position, "data ends where an octet should follow");
    }
    return bytes[position++] & 0xFF;
  }

  int end() {
    return end;
  }

  void advance(int octets) throws DataException {
    if (octets > end - position) {
      throw new DataException(position, octets + " octets should follow, not " + (end - position));
    }
    position += octets;
  }

  /** The type of the element that {@link #next()} gave; null before the first. */
  public DataTag tag() {
    return tag;
  }

  /** Where the element's tag is. */
  public int start() {
    return start;
  }

  /** Where the element's value begins, behind its tag and length. */
  public int valueOffset() {
    return valueOffset;
  }

  /** The octets of the element's value; 0 for an array or structure, whose elements follow. */
  public int valueLength() {
    return valueLength;
  }

  /** The elements of an array or structure, the bits of a bit-string, the octets of a string. */
  public int count() {
    return count;
  }

  /** Whether the element is null-data. */
  public boolean isNull() {
    return tag == DataTag.NULL_DATA;
  }

  /**
   * The element as a number.
   *
   * @return for long64-unsigned its 64 bits: see {@link Long#toUnsignedString(long)}
   * @throws DataTypeException it is no integer type, nor a boolean
   */
  public long longValue() {
    if (tag == null) {
      throw new DataTypeException("there is no element yet");
    }
    return switch (tag) {
      case UNSIGNED, ENUM, BCD, DELTA_UNSIGNED -> bytes[valueOffset] & 0xFFL;
      case INTEGER, DELTA_INTEGER -> bytes[valueOffset];
      case LONG, DELTA_LONG -> (short) int16(valueOffset);
      case LONG_UNSIGNED, DELTA_LONG_UNSIGNED -> int16(valueOffset);
      case DOUBLE_LONG, DELTA_DOUBLE_LONG -> int32(valueOffset);
      case DOUBLE_LONG_UNSIGNED, DELTA_DOUBLE_LONG_UNSIGNED -> int32(valueOffset) & 0xFFFFFFFFL;
      case LONG64, LONG64_UNSIGNED -> int64(valueOffset);
      case BOOLEAN -> bytes[valueOffset] != 0 ? 1 : 0;
      default -> throw DataTypeException.of(tag, "a whole number");
    };
  }

  /**
   * The element as a number, of any integer or floating type.
   *
   * @throws DataTypeException it is no number
   */
  public double doubleValue() {
    if (tag == DataTag.FLOAT32) {
      return Float.intBitsToFloat(int32(valueOffset));
    }
    if (tag == DataTag.FLOAT64) {
      return Double.longBitsToDouble(int64(valueOffset));
    }
    long value = longValue();
    return tag == DataTag.LONG64_UNSIGNED && value < 0 ? unsigned(value).doubleValue() : value;
  }

  /** A copy of the octets of the element's value. */
  public byte[] octets() {
    return Arrays.copyOfRange(bytes, valueOffset, valueOffset + valueLength);
  }

  /** Goes behind the current element, with all that it holds. */
  public void skip() throws DataException {
    if (tag != DataTag.ARRAY && tag != DataTag.STRUCTURE) {
      return;
    }
    position = valueOffset;
    long left = count;
    while (left > 0) {
      DataTag inner = next();
      left--;
      if (inner == DataTag.ARRAY || inner == DataTag.STRUCTURE) {
        left += count;
      }
    }
  }

  /** The current element with all that it holds; goes behind it. */
  public Data value() throws DataException {
    if (tag == null) {
      throw new DataTypeException("there is no element yet");
    }
    return value(0);
  }

  /** The next element with all that it holds; goes behind it. */
  public Data nextValue() throws DataException {
    next();
    return value(0);
  }

  private Data value(int depth) throws DataException {
    switch (tag) {
      case ARRAY:
        return new Data.Array(elements(depth));
      case STRUCTURE:
        return new Data.Structure(elements(depth));
      case COMPACT_ARRAY:
        int behind = position;
        position = start + 1;
        TypeDescription description = TypeDescription.read(this, 0);
        position = behind;
        return new Data.CompactArray(description, octets());
      default:
        return scalar();
    }
  }

  private List<Data> elements(int depth) throws DataException {
    if (depth >= MAX_DEPTH) {
      throw new DataException(start, "deeper than " + MAX_DEPTH + " arrays and structures");
    }
    int elements = count;
    position = valueOffset;
    if (elements == 0) {
      return List.of();
    }
    return elements <= FEW ? few(elements, depth) : many(elements, depth);
  }

  private List<Data> few(int elements, int depth) throws DataException {
    Data[] list = new Data[elements];
    for (int i = 0; i < elements; i++) {
      next();
      list[i] = value(depth + 1);
    }
    return List.of(list);
  }

  /** Grows with what is really there, not with what was announced. */
  private List<Data> many(int elements, int depth) throws DataException {
    List<Data> list = new ArrayList<>(FEW);
    for (int i = 0; i < elements; i++) {
      next();
      list.add(value(depth + 1));
    }
    return list;
  }

  private Data scalar() {
    return switch (tag) {
      case NULL_DATA -> Data.nullData();
      case DONT_CARE -> Data.dontCare();
      case BOOLEAN -> new Data.Bool(bytes[valueOffset] & 0xFF);
      case BIT_STRING -> new Data.BitString(octets(), count);
      case OCTET_STRING -> new Data.OctetString(bytes, valueOffset, valueOffset + valueLength);
      case VISIBLE_STRING -> new Data.VisibleString(bytes, valueOffset, valueOffset + valueLength);
      case UTF8_STRING -> new Data.Utf8String(bytes, valueOffset, valueOffset + valueLength);
      case FLOAT32 -> new Data.Float32(Float.intBitsToFloat(int32(valueOffset)));
      case FLOAT64 -> new Data.Float64(Double.longBitsToDouble(int64(valueOffset)));
      case DATE_TIME -> new Data.DateTime(CosemDateTime.read(bytes, valueOffset));
      case DATE -> new Data.Date(CosemDate.read(bytes, valueOffset));
      case TIME -> new Data.Time(CosemTime.read(bytes, valueOffset));
      default -> new Data.Number(tag, longValue());
    };
  }

  /** Takes a value of a type that is told elsewhere: the insides of a compact array. */
  Data untagged(DataTag type) throws DataException {
    int at = position;
    int size = type.size();
    if (size < 0) {
      count = length();
      size = type == DataTag.BIT_STRING ? (int) ((count + 7L) / 8) : count;
    }
    if (size > end - position) {
      throw cut(at, type, size, end - position);
    }
    tag = type;
    start = at;
    valueOffset = position;
    valueLength = size;
    position += size;
    return scalar();
  }

  static BigInteger unsigned(long bits) {
    return new BigInteger(Long.toUnsignedString(bits));
  }

  private int int16(int at) {
    return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
  }

  private int int32(int at) {
    return int16(at) << 16 | int16(at + 2);
  }

  private long int64(int at) {
    return (long) int32(at) << 32 | int32(at + 4) & 0xFFFFFFFFL;
  }

  private static String hex(int octet) {
    return "0x%02X".formatted(octet);
  }
}
