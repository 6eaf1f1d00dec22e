/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import java.io.IOException;
import java.util.List;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.data.CosemDateTime;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;

/** GSM diagnostic (class 47): how the meter's modem is connected. */
public final class GsmDiagnostic extends CosemObject {
  /** Class 47. */
  public static final int CLASS_ID = 47;

  private static final String[] STATUS = {
    "not registered",
    "registered, home network",
    "not registered, searching",
    "registration denied",
    "unknown",
    "registered, roaming"
  };
  private static final String[] TECHNOLOGY = {
    "inactive", "GPRS", "EDGE", "UMTS", "HSDPA", "LTE", "CDMA", "LTE Cat M1", "LTE Cat NB1"
  };

  /**
   * The cell that the modem is connected to.
   *
   * @param cellId its number
   * @param locationId its area
   * @param signalQuality 0 for -113 dBm or less, 31 for -51 dBm or more, 99 unknown
   * @param bitErrorRate 0 to 7, 99 unknown
   * @param countryCode of the network, -1 where the meter does not say it
   * @param networkCode of the network, -1 where the meter does not say it
   * @param channelNumber of the radio, -1 where the meter does not say it
   */
  public record Cell(
      long cellId,
      int locationId,
      int signalQuality,
      int bitErrorRate,
      int countryCode,
      int networkCode,
      long channelNumber) {
    static Cell of(Data data) {
      List<Data> part = data.elements();
      boolean more = part.size() > 6;
      return new Cell(
          part.get(0).asLong(),
          integer(part.get(1)),
          integer(part.get(2)),
          integer(part.get(3)),
          more ? integer(part.get(4)) : -1,
          more ? integer(part.get(5)) : -1,
          more ? part.get(6).asLong() : -1);
    }
  }

  /** A view of an object. */
  public GsmDiagnostic(DlmsClient client, Obis instance) {
    super(client, CLASS_ID, instance);
  }

  /** The network's name. */
  public String operator() throws IOException {
    return text(2);
  }

  /** Whether the modem is registered, in words. */
  public String status() throws IOException {
    return words(STATUS, number(3));
  }

  /** What the modem's circuits do: 0 nothing, 1 incoming call, 2 active. */
  public int circuitStatus() throws IOException {
    return read(4, CosemObject::integer);
  }

  /** How packets are carried, in words. */
  public String packetStatus() throws IOException {
    return words(TECHNOLOGY, number(5));
  }

  private static String words(String[] words, long code) {
    return code >= 0 && code < words.length ? words[(int) code] : "code " + code;
  }

  /** The cell that the modem is connected to. */
  public Cell cell() throws IOException {
    return read(6, Cell::of);
  }

  /** Other cells: number and signal quality of each, as the meter gives them. */
  public List<Data> adjacentCells() throws IOException {
    return list(7, data -> data);
  }

  /** When that was captured. */
  public CosemDateTime captureTime() throws IOException {
    return dateTime(8);
  }
}
