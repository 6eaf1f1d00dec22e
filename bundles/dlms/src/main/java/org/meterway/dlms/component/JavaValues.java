/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.meterway.dlms.data.CosemDateTime;
import org.meterway.dlms.data.Data;

/** Values of meters as values of Java: the table of {@code DlmsMeter}. */
final class JavaValues {
  private static final int LONG_BITS = 63;

  private JavaValues() {}

  /** A value; {@code null} for null-data. */
  static Object of(Data data) {
    if (data instanceof Data.Number number) {
      return whole(number.unsignedValue());
    }
    if (data instanceof Data.Bool bool) {
      return bool.value();
    }
    if (data instanceof Data.Float32 || data instanceof Data.Float64) {
      return data.asDouble();
    }
    if (data instanceof Data.OctetString) {
      return data.asBytes();
    }
    if (data instanceof Data.VisibleString || data instanceof Data.Utf8String) {
      return data.asText();
    }
    return rare(data);
  }

  private static Object rare(Data data) {
    if (data instanceof Data.DateTime time) {
      return moment(time.value());
    }
    if (data instanceof Data.Date date) {
      return date.value().toString();
    }
    if (data instanceof Data.Time time) {
      return time.value().toString();
    }
    if (data instanceof Data.BitString bits) {
      return zerosAndOnes(bits);
    }
    boolean isNothing = data.isNull() || data instanceof Data.DontCare;
    return isNothing ? null : list(data.elements());
  }

  private static Object whole(BigInteger value) {
    return value.bitLength() <= LONG_BITS ? (Object) value.longValue() : value;
  }

  private static List<Object> list(List<Data> elements) {
    List<Object> values = new ArrayList<>(elements.size());
    elements.forEach(element -> values.add(of(element)));
    return Collections.unmodifiableList(values);
  }

  private static String zerosAndOnes(Data.BitString bits) {
    StringBuilder text = new StringBuilder(bits.length());
    for (int i = 0; i < bits.length(); i++) {
      text.append(bits.bit(i) ? '1' : '0');
    }
    return text.toString();
  }

  /** The value of an attribute that is a date and time, which is mostly sent as octets. */
  static Object ofTime(Data data) {
    return dateTime(data).map(JavaValues::moment).orElseGet(() -> of(data));
  }

  private static Optional<CosemDateTime> dateTime(Data data) {
    boolean isOne =
        data instanceof Data.OctetString octets && octets.length() == CosemDateTime.OCTETS;
    return isOne ? Optional.of(CosemDateTime.read(data.asBytes(), 0)) : Optional.empty();
  }

  private static Object moment(CosemDateTime time) {
    return time.toInstant().map(Object.class::cast).orElseGet(time::toString);
  }
}
