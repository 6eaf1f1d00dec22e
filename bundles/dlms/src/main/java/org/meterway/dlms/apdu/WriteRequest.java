/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.List;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataWriter;

/** Writes variables by short names (Green Book, {@code WriteRequest}). */
public record WriteRequest(List<VariableAccess> variables, List<Data> values) implements Apdu {
  /** Of copies of the lists. */
  public WriteRequest {
    variables = List.copyOf(variables);
    values = List.copyOf(values);
  }

  @Override
  public int tag() {
    return ApduTag.WRITE_REQUEST;
  }

  @Override
  public void write(DataWriter out) {
    ShortNameCodec.write(variables, out.put8(tag()));
    Items.writeData(values, out);
  }
}
