/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import java.util.HexFormat;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.type.TypedValues;

/** In which types the values of messages stand in records. */
enum ValueForm {
  /** As the message has it: LONG, STRING, BYTE_ARRAY or BOOLEAN. */
  TYPED {
    @Override
    TypedValue<?> number(long number) {
      return TypedValues.newLongValue(number);
    }

    @Override
    TypedValue<?> bytes(byte[] bytes) {
      return TypedValues.newByteArrayValue(bytes);
    }

    @Override
    TypedValue<?> truth(boolean truth) {
      return TypedValues.newBooleanValue(truth);
    }
  },

  /** Always STRING, so that a column of a record store keeps its type. */
  TEXT {
    @Override
    TypedValue<?> number(long number) {
      return text(Long.toString(number));
    }

    @Override
    TypedValue<?> bytes(byte[] bytes) {
      return text(HexFormat.of().formatHex(bytes));
    }

    @Override
    TypedValue<?> truth(boolean truth) {
      return text(Boolean.toString(truth));
    }
  };

  abstract TypedValue<?> number(long number);

  abstract TypedValue<?> bytes(byte[] bytes);

  abstract TypedValue<?> truth(boolean truth);

  TypedValue<?> text(String text) {
    return TypedValues.newStringValue(text);
  }
}
