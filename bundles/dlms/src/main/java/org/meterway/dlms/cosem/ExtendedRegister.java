/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import java.io.IOException;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.data.CosemDateTime;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;

/** Extended register (class 4): a register with the time of its value, and a status. */
public final class ExtendedRegister extends Register {
  /** Class 4. */
  public static final int CLASS_ID = 4;

  /** A view of an object. */
  public ExtendedRegister(DlmsClient client, Obis instance) {
    super(client, CLASS_ID, instance);
  }

  /** What the manufacturer says of the value. */
  public Data status() throws IOException {
    return get(4);
  }

  /** When the value was captured. */
  public CosemDateTime captureTime() throws IOException {
    return dateTime(5);
  }
}
