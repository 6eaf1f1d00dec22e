/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.List;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataWriter;

/** Writes variables without an answer (Green Book, {@code UnconfirmedWriteRequest}). */
public record UnconfirmedWriteRequest(List<VariableAccess> variables, List<Data> values)
    implements Apdu {
  /** Of copies of the lists. */
  public UnconfirmedWriteRequest {
    variables = List.copyOf(variables);
    values = List.copyOf(values);
  }

  @Override
  public int tag() {
    return ApduTag.UNCONFIRMED_WRITE_REQUEST;
  }

  @Override
  public void write(DataWriter out) {
    ShortNameCodec.write(variables, out.put8(tag()));
    Items.writeData(values, out);
  }
}
