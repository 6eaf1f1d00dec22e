/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.push;

import java.math.BigDecimal;
import java.util.Optional;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;
import org.meterway.dlms.data.ScalerUnit;

/**
 * One value of a pushed telegram.
 *
 * @param name the object's logical name
 * @param attribute which attribute it is; 0 where the telegram does not say
 * @param value as sent
 * @param scalerUnit what the number means; null where nobody says
 */
public record Reading(Obis name, int attribute, Data value, ScalerUnit scalerUnit) {
  /** The number in its unit; empty where it is no number, or its scaler is not known. */
  public Optional<BigDecimal> scaled() {
    return scalerUnit == null || !isNumber()
        ? Optional.empty()
        : Optional.of(scalerUnit.apply(value));
  }

  private boolean isNumber() {
    return value instanceof Data.Number
        || value instanceof Data.Float32
        || value instanceof Data.Float64;
  }
}
