/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.List;
import org.meterway.dlms.data.DataWriter;

/** Asks for variables by short names (Green Book, {@code ReadRequest}). */
public record ReadRequest(List<VariableAccess> variables) implements Apdu {
  /** Of a copy of the list. */
  public ReadRequest {
    variables = List.copyOf(variables);
  }

  @Override
  public int tag() {
    return ApduTag.READ_REQUEST;
  }

  @Override
  public void write(DataWriter out) {
    ShortNameCodec.write(variables, out.put8(tag()));
  }
}
