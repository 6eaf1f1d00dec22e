/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import java.io.IOException;
import java.time.Duration;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.data.CosemDateTime;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;
import org.meterway.dlms.data.ScalerUnit;

/** Demand register (class 5): averages over periods. */
public final class DemandRegister extends CosemObject {
  /** Class 5. */
  public static final int CLASS_ID = 5;

  /** A view of an object. */
  public DemandRegister(DlmsClient client, Obis instance) {
    super(client, CLASS_ID, instance);
  }

  /** The average of the period that runs, as it is stored. */
  public Data currentAverage() throws IOException {
    return get(2);
  }

  /** The average of the last period, as it is stored. */
  public Data lastAverage() throws IOException {
    return get(3);
  }

  /** What the averages are to be multiplied with, and the unit. */
  public ScalerUnit scalerUnit() throws IOException {
    return read(4, ScalerUnit::of);
  }

  /** What the manufacturer says of the last average. */
  public Data status() throws IOException {
    return get(5);
  }

  /** When the last average was captured. */
  public CosemDateTime captureTime() throws IOException {
    return dateTime(6);
  }

  /** When the period began that runs. */
  public CosemDateTime startTimeCurrent() throws IOException {
    return dateTime(7);
  }

  /** How long a period is. */
  public Duration period() throws IOException {
    return Duration.ofSeconds(number(8));
  }

  /** How many periods an average is over. */
  public int numberOfPeriods() throws IOException {
    return read(9, CosemObject::integer);
  }

  /** Begins anew. */
  public void reset() throws IOException {
    call(1, Data.int8(0));
  }

  /** Ends the period that runs. */
  public void nextPeriod() throws IOException {
    call(2, Data.int8(0));
  }
}
