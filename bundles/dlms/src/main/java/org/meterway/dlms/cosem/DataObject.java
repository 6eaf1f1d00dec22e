/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import java.io.IOException;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;

/** Data (class 1): a value of any type. */
public final class DataObject extends CosemObject {
  /** Class 1. */
  public static final int CLASS_ID = 1;

  /** A view of an object. */
  public DataObject(DlmsClient client, Obis instance) {
    super(client, CLASS_ID, instance);
  }

  /** The value. */
  public Data value() throws IOException {
    return get(2);
  }

  /** Writes the value. */
  public void setValue(Data value) throws IOException {
    set(2, value);
  }
}
