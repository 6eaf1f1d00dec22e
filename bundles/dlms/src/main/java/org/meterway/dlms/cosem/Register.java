/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import java.io.IOException;
import java.math.BigDecimal;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;
import org.meterway.dlms.data.ScalerUnit;

/** Register (class 3): a number with scaler and unit. */
public class Register extends CosemObject {
  /** Class 3. */
  public static final int CLASS_ID = 3;

  /** A view of an object. */
  public Register(DlmsClient client, Obis instance) {
    this(client, CLASS_ID, instance);
  }

  Register(DlmsClient client, int classId, Obis instance) {
    super(client, classId, instance);
  }

  /** The number as it is stored. */
  public final Data value() throws IOException {
    return get(2);
  }

  /** Writes the number as it is stored. */
  public final void setValue(Data value) throws IOException {
    set(2, value);
  }

  /** What the number is to be multiplied with, and the unit. */
  public final ScalerUnit scalerUnit() throws IOException {
    return read(3, ScalerUnit::of);
  }

  /** The number in its unit: two readings. */
  public final BigDecimal scaledValue() throws IOException {
    ScalerUnit scaler = scalerUnit();
    return read(2, scaler::apply);
  }

  /** Sets the value back. */
  public final void reset() throws IOException {
    call(1, Data.int8(0));
  }
}
