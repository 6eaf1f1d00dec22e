/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import org.meterway.dlms.apdu.CaptureObject;
import org.meterway.dlms.data.ScalerUnit;

/**
 * A column of a profile.
 *
 * @param object what is captured
 * @param name in words, as {@code 1.0.1.8.0.255 register.value}
 * @param scaler what the numbers are to be multiplied with and their unit; {@link ScalerUnit#NONE}
 *     where the object has none
 */
public record ProfileColumn(CaptureObject object, String name, ScalerUnit scaler) {
  /** Whether it is the time of the rows. */
  public boolean isClock() {
    return object.classId() == Clock.CLASS_ID && object.attribute() == 2;
  }
}
