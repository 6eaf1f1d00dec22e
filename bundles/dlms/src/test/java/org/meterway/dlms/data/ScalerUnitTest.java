/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** What a register's number means. */
class ScalerUnitTest {
  @Test
  void movesThePoint() {
    ScalerUnit tenthsOfVolts = new ScalerUnit(-1, Unit.VOLT);

    assertEquals(new BigDecimal("236.4"), tenthsOfVolts.apply(Data.unsigned16(2364)));
    assertEquals(new BigDecimal("-0.1"), tenthsOfVolts.apply(Data.int16(-1)));
    assertEquals(new BigDecimal("5000"), new ScalerUnit(3, Unit.WATT).apply(Data.unsigned8(5)));
    assertEquals(new BigDecimal("5"), ScalerUnit.NONE.apply(Data.unsigned8(5)));
  }

  @Test
  void isExactAlsoForFloatingNumbers() {
    ScalerUnit tenths = new ScalerUnit(-1, Unit.VOLT);

    assertEquals(new BigDecimal("23.01"), tenths.apply(new Data.Float32(230.1f)));
    assertEquals(new BigDecimal("23.01"), tenths.apply(new Data.Float64(230.1)));
    assertThrows(DataTypeException.class, () -> tenths.apply(new Data.Float64(Double.NaN)));
    assertThrows(DataTypeException.class, () -> tenths.apply(Data.text("1")));
  }

  @Test
  void isAStructure() throws DataException {
    ScalerUnit expected = new ScalerUnit(-1, Unit.VOLT);

    assertEquals(expected, ScalerUnit.of(Data.decode(DataTest.bytes("02020FFF1623"))));
    assertEquals(expected, ScalerUnit.of(expected.toData()));
    assertThrows(DataTypeException.class, () -> ScalerUnit.of(Data.nullData()));
    assertThrows(DataTypeException.class, () -> ScalerUnit.of(Data.structure(Data.int8(0))));
  }
}
