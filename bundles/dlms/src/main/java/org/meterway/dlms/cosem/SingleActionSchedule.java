/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import java.io.IOException;
import java.util.List;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.data.CosemDate;
import org.meterway.dlms.data.CosemTime;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;

/** Single action schedule (class 22): a script at given times. */
public final class SingleActionSchedule extends CosemObject {
  /** Class 22. */
  public static final int CLASS_ID = 22;

  /**
   * When the script runs.
   *
   * @param time fields may be unspecified
   * @param date fields may be unspecified
   */
  public record Execution(CosemTime time, CosemDate date) {
    static Execution of(Data data) {
      List<Data> part = data.elements();
      byte[] time = part.get(0).asBytes();
      byte[] date = part.get(1).asBytes();
      if (time.length != CosemTime.OCTETS || date.length != CosemDate.OCTETS) {
        throw new IllegalArgumentException(
            "a time has 4 bytes and a date 5, not " + time.length + " and " + date.length);
      }
      return new Execution(CosemTime.read(time, 0), CosemDate.read(date, 0));
    }

    Data toData() {
      return Data.structure(Data.octets(time.bytes()), Data.octets(date.bytes()));
    }
  }

  /** A view of an object. */
  public SingleActionSchedule(DlmsClient client, Obis instance) {
    super(client, CLASS_ID, instance);
  }

  /** Which script runs. */
  public ScriptReference script() throws IOException {
    return read(2, ScriptReference::of);
  }

  /** Says which script runs. */
  public void setScript(ScriptReference script) throws IOException {
    set(2, script.toData());
  }

  /** How many times are allowed and of which form, 1 to 5 (IEC 62056-6-2). */
  public int type() throws IOException {
    return read(3, CosemObject::integer);
  }

  /** When it runs. */
  public List<Execution> executions() throws IOException {
    return list(4, Execution::of);
  }

  /** Says when it runs. */
  public void setExecutions(List<Execution> executions) throws IOException {
    set(4, Data.array(executions.stream().map(Execution::toData).toList()));
  }
}
