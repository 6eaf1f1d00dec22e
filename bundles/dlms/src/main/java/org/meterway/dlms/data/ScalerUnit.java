/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a register's number means: number times 10<sup>scaler</sup> units (Blue Book Ed. 13, 4.3.2
 * Register, {@code scal_unit_type}).
 *
 * @param scaler -128 to 127
 * @param unit of a measured value
 */
public record ScalerUnit(int scaler, Unit unit) {
  /** The number as it is. */
  public static final ScalerUnit NONE = new ScalerUnit(0, Unit.COUNT);

  /** Checks the range. */
  public ScalerUnit {
    if (scaler < -128 || scaler > 127) {
      throw new IllegalArgumentException("a scaler is -128 to 127, not " + scaler);
    }
  }

  /**
   * Reads the attribute's value, a structure of scaler and unit.
   *
   * @throws DataTypeException it is something else
   */
  public static ScalerUnit of(Data data) {
    List<Data> fields = data.elements();
    if (fields.size() == 2
        && fields.get(0).tag() == DataTag.INTEGER
        && (fields.get(1).tag() == DataTag.ENUM || fields.get(1).tag() == DataTag.UNSIGNED)) {
      int scaler = (int) fields.get(0).asLong();
      return new ScalerUnit(scaler, Unit.of((int) fields.get(1).asLong()));
    }
    throw new DataTypeException(
        "a scaler and unit is a structure of an integer and an enum, not " + data);
  }

  /** The attribute's value. */
  public Data toData() {
    return Data.structure(Data.int8(scaler), Data.enumeration(unit.code()));
  }

  /**
   * The value in the unit, exactly.
   *
   * @throws DataTypeException the data is no number
   */
  public BigDecimal apply(Data raw) {
    BigDecimal value = number(raw).scaleByPowerOfTen(scaler);
    return value.scale() < 0 ? value.setScale(0) : value;
  }

  private static BigDecimal number(Data raw) {
    String digits =
        raw instanceof Data.Float32 single
            ? Float.toString(single.value())
            : raw instanceof Data.Float64 twice ? Double.toString(twice.value()) : null;
    try {
      return digits == null ? new BigDecimal(raw.asBigInteger()) : new BigDecimal(digits);
    } catch (NumberFormatException e) {
      throw new DataTypeException("the value is " + digits + ", not a number");
    }
  }
}
