/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.meterway.api.dlms.DlmsValue;
import org.meterway.dlms.data.CosemDate;
import org.meterway.dlms.data.CosemDateTime;
import org.meterway.dlms.data.CosemTime;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataTag;

/**
 * Values of Java as values of meters. What cannot be is an {@link IllegalArgumentException} with
 * words.
 */
final class DataValues {
  private DataValues() {}

  /** A value whose type is said. */
  static Data of(DlmsValue value) {
    DataTag tag =
        Arrays.stream(DataTag.values())
            .filter(known -> known.words().equals(value.type()))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no type is called '" + value.type() + "', but one is long-unsigned"));
    if (tag == DataTag.ARRAY || tag == DataTag.STRUCTURE) {
      List<Data> elements = new ArrayList<>();
      for (Object element : list(tag, value.value())) {
        if (!(element instanceof DlmsValue typed)) {
          throw new IllegalArgumentException("elements of an " + value.type() + " are DlmsValues");
        }
        elements.add(of(typed));
      }
      return tag == DataTag.ARRAY ? Data.array(elements) : Data.structure(elements);
    }
    return of(tag, value.value());
  }

  /** A value in the type of another one: of what the attribute holds now. */
  static Data like(Data current, Object value) {
    if (value instanceof DlmsValue typed) {
      return of(typed);
    }
    DataTag tag = current.tag();
    return switch (tag) {
      case NULL_DATA ->
          throw new IllegalArgumentException(
              "the attribute has no value now whose type could be taken: say it by a DlmsValue");
      case STRUCTURE -> Data.structure(fields(current.elements(), list(tag, value)));
      case ARRAY -> Data.array(elements(current.elements(), list(tag, value)));
      default -> of(tag, value);
    };
  }

  private static List<Data> fields(List<Data> current, List<?> values) {
    if (current.size() != values.size()) {
      throw new IllegalArgumentException(
          "the structure has " + current.size() + " elements, not " + values.size());
    }
    List<Data> fields = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      fields.add(like(current.get(i), values.get(i)));
    }
    return fields;
  }

  private static List<Data> elements(List<Data> current, List<?> values) {
    Data example = current.isEmpty() ? Data.nullData() : current.get(0);
    List<Data> elements = new ArrayList<>();
    for (Object value : values) {
      elements.add(like(example, value));
    }
    return elements;
  }

  private static Data of(DataTag tag, Object value) {
    if (tag.isInteger()) {
      return whole(tag, value);
    }
    return switch (tag) {
      case NULL_DATA -> Data.nullData();
      case BOOLEAN -> Data.of(as(Boolean.class, tag, value));
      case FLOAT32 -> new Data.Float32(as(Number.class, tag, value).floatValue());
      case FLOAT64 -> new Data.Float64(as(Number.class, tag, value).doubleValue());
      case BIT_STRING -> bits(as(String.class, tag, value));
      case OCTET_STRING -> octets(value);
      case VISIBLE_STRING -> Data.text(as(String.class, tag, value));
      case UTF8_STRING -> Data.utf8(as(String.class, tag, value));
      case DATE_TIME ->
          new Data.DateTime(
              value instanceof Instant moment
                  ? local(moment)
                  : CosemDateTime.parse(as(String.class, tag, value)));
      case DATE -> new Data.Date(CosemDate.parse(as(String.class, tag, value)));
      case TIME -> new Data.Time(CosemTime.parse(as(String.class, tag, value)));
      default -> throw new IllegalArgumentException("a " + tag.words() + " cannot be written");
    };
  }

  private static Data whole(DataTag tag, Object value) {
    BigInteger number;
    try {
      number = new BigDecimal(as(Number.class, tag, value).toString()).toBigIntegerExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(value + " is no whole number, as a " + tag.words(), e);
    }
    boolean fits =
        tag == DataTag.LONG64_UNSIGNED
            ? number.signum() >= 0 && number.bitLength() <= Long.SIZE
            : number.bitLength() < Long.SIZE;
    if (!fits) {
      throw new IllegalArgumentException(number + " is no " + tag.words());
    }
    return new Data.Number(tag, number.longValue());
  }

  private static Data octets(Object value) {
    if (value instanceof String text) {
      return Data.octets(text.getBytes(StandardCharsets.US_ASCII));
    }
    if (value instanceof Instant moment) {
      return Data.octets(local(moment));
    }
    return Data.octets(as(byte[].class, DataTag.OCTET_STRING, value));
  }

  private static Data bits(String text) {
    boolean[] bits = new boolean[text.length()];
    for (int i = 0; i < bits.length; i++) {
      char bit = text.charAt(i);
      if (bit != '0' && bit != '1') {
        throw new IllegalArgumentException("a bit-string is of 0 and 1, not '" + text + "'");
      }
      bits[i] = bit == '1';
    }
    return Data.bits(bits);
  }

  /** In local time with its deviation: meters that do not reckon with that understand it too. */
  static CosemDateTime local(Instant moment) {
    return CosemDateTime.of(moment.atZone(ZoneId.systemDefault()));
  }

  private static List<?> list(DataTag tag, Object value) {
    return as(List.class, tag, value);
  }

  private static <T> T as(Class<T> type, DataTag tag, Object value) {
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    throw new IllegalArgumentException(
        "a %s is made of a %s, not of a %s"
            .formatted(
                tag.words(),
                type.getSimpleName(),
                value == null ? "null" : value.getClass().getSimpleName()));
  }
}
