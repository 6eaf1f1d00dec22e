/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.dlms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.CaptureObject;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.apdu.GetResult;
import org.meterway.dlms.apdu.Item;
import org.meterway.dlms.apdu.MethodReference;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.client.DataAccessException;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.client.RowCursor;
import org.meterway.dlms.data.CosemDateTime;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataException;

/** What every meter of the tests holds, and what a client must get from it. */
final class MeterContract {
  static final AttributeReference ENERGY = AttributeReference.of("3:1.0.1.8.0.255:2");
  static final AttributeReference EXPORT = AttributeReference.of("3:1.0.2.8.0.255:2");
  static final AttributeReference VOLTAGE_SCALER = AttributeReference.of("3:1.0.32.7.0.255:3");
  static final AttributeReference UNKNOWN = AttributeReference.of("3:1.0.99.99.99.255:2");
  static final AttributeReference TIME = AttributeReference.of("8:0.0.1.0.0.255:2");
  static final AttributeReference WRITABLE = AttributeReference.of("1:0.0.96.1.1.255:2");
  static final AttributeReference CONNECTED = AttributeReference.of("70:0.0.96.3.10.255:2");
  static final MethodReference DISCONNECT = MethodReference.of("70:0.0.96.3.10.255:1");
  static final MethodReference RECONNECT = MethodReference.of("70:0.0.96.3.10.255:2");
  static final AttributeReference PROFILE = AttributeReference.of("7:1.0.99.1.0.255:2");
  static final long ENERGY_VALUE = 12_345_678;

  private static final Data VOLTAGE_SCALER_VALUE =
      Data.structure(Data.int8(-1), Data.enumeration(35));
  private static final int ROWS = 20;
  private static final OffsetDateTime START = OffsetDateTime.parse("2024-01-01T00:00:00Z");

  private MeterContract() {}

  static void itReads(DlmsClient client) throws IOException {
    assertEquals(Data.unsigned32(ENERGY_VALUE), client.get(ENERGY));
    assertEquals(VOLTAGE_SCALER_VALUE, client.get(VOLTAGE_SCALER));
    assertEquals(
        START.toInstant(),
        CosemDateTime.read(client.get(TIME).asBytes(), 0).toInstant().orElseThrow());
    assertEquals(
        DataAccessResult.OBJECT_UNDEFINED,
        assertThrows(DataAccessException.class, () -> client.get(UNKNOWN)).result());
  }

  static void itReadsLists(DlmsClient client) throws IOException {
    List<GetResult> results =
        client.get(List.of(new Item(ENERGY), new Item(VOLTAGE_SCALER), new Item(EXPORT)));

    assertEquals(
        List.of(
            GetResult.of(Data.unsigned32(ENERGY_VALUE)),
            GetResult.of(VOLTAGE_SCALER_VALUE),
            GetResult.of(Data.unsigned32(4_321))),
        results);
  }

  static void itReadsListsWithErrors(DlmsClient client) throws IOException {
    List<GetResult> results =
        client.get(List.of(new Item(ENERGY), new Item(UNKNOWN), new Item(EXPORT)));

    assertEquals(
        List.of(
            GetResult.of(Data.unsigned32(ENERGY_VALUE)),
            GetResult.of(DataAccessResult.OBJECT_UNDEFINED),
            GetResult.of(Data.unsigned32(4_321))),
        results);
  }

  static void itWrites(DlmsClient client) throws IOException {
    Data octets = Data.octets((byte) 0, (byte) 0x11, (byte) 0x7E, (byte) 0xFF);
    client.set(WRITABLE, octets);

    assertEquals(octets, client.get(WRITABLE));
  }

  static void itMayNotWriteEverything(DlmsClient client) throws IOException {
    assertThrows(DataAccessException.class, () -> client.set(ENERGY, Data.unsigned32(1)));
    assertEquals(Data.unsigned32(ENERGY_VALUE), client.get(ENERGY));
  }

  static void itCalls(DlmsClient client) throws IOException {
    client.call(DISCONNECT, Data.int8(0));
    assertFalse(client.get(CONNECTED).asBoolean());

    client.call(RECONNECT, Data.int8(0));
    assertTrue(client.get(CONNECTED).asBoolean());
  }

  static void itReadsTheProfile(DlmsClient client) throws Exception {
    assertArrayEquals(places(0, ROWS - 1), rows(client, null), "the whole profile");
    assertArrayEquals(
        places(0, 2), rows(client, new Selection.Entries(1, 3, 1, 0)), "rows by their places");
    assertArrayEquals(places(2, 4), rows(client, between(2, 4)), "rows by time");
    assertArrayEquals(new long[0], rows(client, between(100, 200)), "no rows");
    assertEquals(Data.unsigned32(ENERGY_VALUE), client.get(ENERGY), "the client goes on");
  }

  private static Selection between(int first, int last) {
    return new Selection.Range(
        CaptureObject.of(TIME), time(first), time(last), List.<CaptureObject>of());
  }

  private static Data time(int row) {
    return Data.octets(CosemDateTime.of(START.plusMinutes(15L * row)));
  }

  /** The numbers of the rows that came, told from their energy; checks each whole. */
  private static long[] rows(DlmsClient client, Selection selection)
      throws IOException, DataException {
    List<Long> rows = new ArrayList<>();
    try (RowCursor cursor = client.rows(PROFILE, selection)) {
      while (cursor.next()) {
        Data row = cursor.row().value();
        long number = (row.elements().get(2).asLong() - 1_000_000) / 25;
        assertEquals(expected((int) number), row);
        rows.add(number);
      }
    }
    return rows.stream().mapToLong(Long::longValue).toArray();
  }

  private static Data expected(int row) {
    return Data.structure(
        time(row),
        Data.unsigned8(row % 12 == 0 ? 8 : 0),
        Data.unsigned32(1_000_000 + 25L * row),
        Data.unsigned32(5_000 + row % 10));
  }

  private static long[] places(int first, int last) {
    long[] places = new long[last - first + 1];
    for (int i = 0; i < places.length; i++) {
      places[i] = first + i;
    }
    return places;
  }
}
