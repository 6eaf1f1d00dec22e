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
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;

/** Special days table (class 11). */
public final class SpecialDaysTable extends CosemObject {
  /** Class 11. */
  public static final int CLASS_ID = 11;

  /**
   * A day that is not as others.
   *
   * @param index 0 to 65535
   * @param date fields may be unspecified
   * @param dayId which profile of a day holds
   */
  public record SpecialDay(int index, CosemDate date, int dayId) {
    static SpecialDay of(Data data) {
      List<Data> part = data.elements();
      Data date = part.get(1);
      byte[] octets = date.asBytes();
      if (octets.length != CosemDate.OCTETS) {
        throw new IllegalArgumentException(
            "a date has " + CosemDate.OCTETS + " bytes, not " + octets.length);
      }
      return new SpecialDay(integer(part.get(0)), CosemDate.read(octets, 0), integer(part.get(2)));
    }

    Data toData() {
      return Data.structure(
          Data.unsigned16(index), Data.octets(date.bytes()), Data.unsigned8(dayId));
    }
  }

  /** A view of an object. */
  public SpecialDaysTable(DlmsClient client, Obis instance) {
    super(client, CLASS_ID, instance);
  }

  /** The days. */
  public List<SpecialDay> entries() throws IOException {
    return list(2, SpecialDay::of);
  }

  /** Writes all days. */
  public void setEntries(List<SpecialDay> days) throws IOException {
    set(2, Data.array(days.stream().map(SpecialDay::toData).toList()));
  }

  /** Adds a day, or replaces the one of that index. */
  public void insert(SpecialDay day) throws IOException {
    call(1, day.toData());
  }

  /** Removes the day of that index. */
  public void delete(int index) throws IOException {
    call(2, Data.unsigned16(index));
  }
}
