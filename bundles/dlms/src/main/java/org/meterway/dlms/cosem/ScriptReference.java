/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import java.util.List;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;

/**
 * A script of a script table.
 *
 * @param table the table's logical name
 * @param script 1 to 65535
 */
public record ScriptReference(Obis table, int script) {
  static ScriptReference of(Data data) {
    List<Data> part = data.elements();
    return new ScriptReference(CosemObject.obis(part.get(0)), CosemObject.integer(part.get(1)));
  }

  /** As the meter stores it. */
  public Data toData() {
    return Data.structure(Data.of(table), Data.unsigned16(script));
  }
}
