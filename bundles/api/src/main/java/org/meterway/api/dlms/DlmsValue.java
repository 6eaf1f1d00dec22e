/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.dlms;

import java.util.List;
import java.util.Objects;

/**
 * A value with its type, to be written.
 *
 * <pre>{@code
 * DlmsValue.of("long-unsigned", 15)
 * DlmsValue.of("structure", List.of(DlmsValue.of("integer", 0), DlmsValue.of("boolean", true)))
 * }</pre>
 *
 * @param type the type's name: {@code null-data}, {@code boolean}, {@code bit-string}, {@code
 *     double-long}, {@code double-long-unsigned}, {@code octet-string}, {@code visible-string},
 *     {@code utf8-string}, {@code bcd}, {@code integer}, {@code long}, {@code unsigned}, {@code
 *     long-unsigned}, {@code long64}, {@code long64-unsigned}, {@code enum}, {@code float32},
 *     {@code float64}, {@code date-time}, {@code array}, {@code structure}
 * @param value of a type as {@link DlmsMeter} tells; an octet-string also takes a {@link String}
 *     (its ASCII octets) and a {@link java.time.Instant} (a date and time of 12 octets); elements
 *     of arrays and structures are {@link DlmsValue}s; {@code null} for null-data
 */
public record DlmsValue(String type, Object value) {
  /** Checks that there is a type, and that elements have one. */
  public DlmsValue {
    Objects.requireNonNull(type, "type");
    if (value instanceof List<?> elements) {
      value = List.copyOf(elements);
    }
  }

  /** A value of a type. */
  public static DlmsValue of(String type, Object value) {
    return new DlmsValue(type, value);
  }

  /** No value: null-data. */
  public static DlmsValue nothing() {
    return new DlmsValue("null-data", null);
  }
}
