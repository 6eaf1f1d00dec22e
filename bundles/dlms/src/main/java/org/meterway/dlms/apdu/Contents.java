/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.StringJoiner;

/** Equality and text of records that hold octets, which records of themselves compare by place. */
final class Contents {
  private static final ClassValue<RecordComponent[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
          return type.getRecordComponents();
        }
      };

  private Contents() {}

  static boolean equal(Record one, Object other) {
    return one == other
        || other != null
            && one.getClass() == other.getClass()
            && Arrays.deepEquals(values(one), values((Record) other));
  }

  static int hash(Record one) {
    return Arrays.deepHashCode(values(one));
  }

  /** With octets as hexadecimal digits. */
  static String text(Record one) {
    RecordComponent[] components = COMPONENTS.get(one.getClass());
    Object[] values = values(one);
    StringJoiner text = new StringJoiner(", ", one.getClass().getSimpleName() + "[", "]");
    for (int i = 0; i < values.length; i++) {
      text.add(components[i].getName() + "=" + text(values[i]));
    }
    return text.toString();
  }

  private static String text(Object value) {
    return value instanceof byte[] octets
        ? HexFormat.of().withUpperCase().formatHex(octets)
        : String.valueOf(value);
  }

  private static Object[] values(Record one) {
    RecordComponent[] components = COMPONENTS.get(one.getClass());
    Object[] values = new Object[components.length];
    try {
      for (int i = 0; i < values.length; i++) {
        values[i] = components[i].getAccessor().invoke(one);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    return values;
  }
}
