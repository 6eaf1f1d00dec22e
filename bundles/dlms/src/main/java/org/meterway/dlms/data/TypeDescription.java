/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

import java.util.ArrayList;
import java.util.List;

/**
 * What the elements of a compact array are (Green Book, {@code TypeDescription ::= CHOICE}).
 *
 * @param tag the type; not a compact array
 * @param count of an array its elements, 0 to 65535; else 0
 * @param elements of an array the one type of its elements, of a structure the type of each; else
 *     empty
 */
public record TypeDescription(DataTag tag, int count, List<TypeDescription> elements) {
  private static final int MAX_DEPTH = 16;

  /** Checks that it can be. */
  public TypeDescription {
    elements = List.copyOf(elements);
    if (tag == DataTag.COMPACT_ARRAY) {
      throw new IllegalArgumentException("a compact array holds no compact arrays");
    }
    if (tag == DataTag.ARRAY) {
      if (elements.size() != 1 || count < 0 || count > 0xFFFF) {
        throw new IllegalArgumentException(
            "an array within a compact array has one type, and 0 to 65535 elements, not " + count);
      }
    } else if (count != 0 || tag != DataTag.STRUCTURE && !elements.isEmpty()) {
      throw new IllegalArgumentException(tag.words() + " has no elements to describe");
    }
  }

  /** Of a type that needs no more words. */
  public static TypeDescription of(DataTag tag) {
    return new TypeDescription(tag, 0, List.of());
  }

  /** Of an array of so many elements. */
  public static TypeDescription array(int count, TypeDescription element) {
    return new TypeDescription(DataTag.ARRAY, count, List.of(element));
  }

  /** Of a structure. */
  public static TypeDescription structure(TypeDescription... elements) {
    return new TypeDescription(DataTag.STRUCTURE, 0, List.of(elements));
  }

  /**
   * What a value is.
   *
   * @throws IllegalArgumentException it has an array of unlike elements, or a compact array in it
   */
  public static TypeDescription of(Data data) {
    if (data instanceof Data.Structure structure) {
      List<TypeDescription> types = new ArrayList<>();
      for (Data element : structure.elements()) {
        types.add(of(element));
      }
      return new TypeDescription(DataTag.STRUCTURE, 0, types);
    }
    if (data instanceof Data.Array array) {
      if (array.elements().isEmpty()) {
        return array(0, of(DataTag.NULL_DATA));
      }
      TypeDescription first = of(array.elements().get(0));
      for (Data element : array.elements()) {
        if (!first.equals(of(element))) {
          throw new IllegalArgumentException("the elements of an array are not of one type");
        }
      }
      return array(array.elements().size(), first);
    }
    return of(data.tag());
  }

  /** Encodes. */
  public void write(DataWriter out) {
    out.put8(tag.code());
    if (tag == DataTag.ARRAY) {
      out.put16(count);
    } else if (tag == DataTag.STRUCTURE) {
      out.putLength(elements.size());
    }
    for (TypeDescription element : elements) {
      element.write(out);
    }
  }

  static TypeDescription read(DataReader in, int depth) throws DataException {
    DataTag tag = tag(in, depth);
    if (tag == DataTag.ARRAY) {
      int count = in.octet() << 8 | in.octet();
      return new TypeDescription(tag, count, List.of(read(in, depth + 1)));
    }
    if (tag == DataTag.STRUCTURE) {
      int count = count(in);
      List<TypeDescription> elements = new ArrayList<>(Math.min(count, 16));
      for (int i = 0; i < count; i++) {
        elements.add(read(in, depth + 1));
      }
      return new TypeDescription(tag, 0, elements);
    }
    return of(tag);
  }

  static void skip(DataReader in, int depth) throws DataException {
    DataTag tag = tag(in, depth);
    if (tag == DataTag.ARRAY) {
      in.advance(2);
      skip(in, depth + 1);
    } else if (tag == DataTag.STRUCTURE) {
      int count = count(in);
      for (int i = 0; i < count; i++) {
        skip(in, depth + 1);
      }
    }
  }

  private static DataTag tag(DataReader in, int depth) throws DataException {
    int at = in.position();
    if (depth > MAX_DEPTH) {
      throw new DataException(at, "a type description deeper than " + MAX_DEPTH);
    }
    int code = in.octet();
    DataTag tag = DataTag.find(code);
    if (tag == null || tag == DataTag.COMPACT_ARRAY) {
      throw new DataException(at, "no type of a compact array's elements has the tag " + code);
    }
    return tag;
  }

  private static int count(DataReader in) throws DataException {
    int at = in.position();
    int count = in.length();
    if (count > in.remaining()) {
      throw new DataException(
          at, count + " types described, but only " + in.remaining() + " octets follow");
    }
    return count;
  }
}
