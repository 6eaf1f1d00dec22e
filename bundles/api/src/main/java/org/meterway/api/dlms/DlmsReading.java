/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.dlms;

import java.util.Arrays;
import java.util.Objects;

/**
 * What was read of one attribute, or heard of it.
 *
 * @param object the attribute, as {@code 3:1.0.1.8.0.255:2}; of a push the logical name alone, with
 *     {@code :2} behind it where the telegram tells the attribute
 * @param value of a type as {@link DlmsMeter} tells; {@code null} with an error, and for null-data
 * @param unit such as {@code Wh}; empty without one
 * @param error why there is no value, such as {@code object-undefined}; empty if there is one
 */
public record DlmsReading(String object, Object value, String unit, String error) {
  /** Checks that nothing but the value is null. */
  public DlmsReading {
    Objects.requireNonNull(object, "object");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(error, "error");
  }

  /** A value. */
  public static DlmsReading of(String object, Object value, String unit) {
    return new DlmsReading(object, value, unit, "");
  }

  /** No value, for this reason. */
  public static DlmsReading failed(String object, String error) {
    return new DlmsReading(object, null, "", error);
  }

  /** Whether it was read. */
  public boolean isGood() {
    return error.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DlmsReading that
        && object.equals(that.object)
        && Objects.deepEquals(value, that.value)
        && unit.equals(that.unit)
        && error.equals(that.error);
  }

  @Override
  public int hashCode() {
    return Objects.hash(object, Arrays.deepHashCode(new Object[] {value}), unit, error);
  }
}
