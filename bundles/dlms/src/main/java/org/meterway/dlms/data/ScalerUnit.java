/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a register's number means: number times 10<sup>scaler</sup> units (Blue Book, class
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
    if (fields.size() != 2 || fields.get(0).tag() != DataTag.INTEGER) {
      throw new DataTypeException(
          "a scaler and unit is a structure of an integer and an enum, not " + data);
    }
    return new ScalerUnit((int) fields.get(0).asLong(), Unit.of((int) fields.get(1).asLong()));
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
    return raw instanceof Data.Float32 || raw instanceof Data.Float64
        ? new BigDecimal(raw instanceof Data.Float32 f ? "" + f.value() : "" + raw.asDouble())
            .scaleByPowerOfTen(scaler)
        : scaled(new BigDecimal(raw.asBigInteger()));
  }

  private BigDecimal scaled(BigDecimal number) {
    return scaler <= 0 ? number.movePointLeft(-scaler) : number.movePointRight(scaler);
  }
}
