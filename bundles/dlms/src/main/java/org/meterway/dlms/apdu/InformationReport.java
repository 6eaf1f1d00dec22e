/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.List;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataWriter;

/**
 * Values that a meter sends of itself, by short names (Green Book, {@code
 * InformationReportRequest}).
 *
 * @param currentTime the characters of a GeneralizedTime, or null for none
 */
public record InformationReport(
    byte[] currentTime, List<VariableAccess> variables, List<Data> values) implements Apdu {
  /** Of copies of the lists. */
  public InformationReport {
    variables = List.copyOf(variables);
    values = List.copyOf(values);
  }

  @Override
  public int tag() {
    return ApduTag.INFORMATION_REPORT;
  }

  @Override
  public void write(DataWriter out) {
    out.put8(tag());
    if (currentTime == null) {
      out.put8(0);
    } else {
      out.put8(1).putOctets(currentTime);
    }
    ShortNameCodec.write(variables, out);
    Items.writeData(values, out);
  }

  @Override
  public boolean equals(Object other) {
    return Contents.equal(this, other);
  }

  @Override
  public int hashCode() {
    return Contents.hash(this);
  }

  @Override
  public String toString() {
    return Contents.text(this);
  }
}
