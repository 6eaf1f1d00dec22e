/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meterway.itests.fuzz.Allocation;

/** Reading without making objects. */
class DataReaderTest {
  private static final int ROWS = 1000;

  @Test
  void goesThroughAllElements() throws DataException {
    DataReader reader =
        new DataReader(
            Data.structure(
                    Data.unsigned8(1), Data.array(Data.text("a"), Data.text("b")), Data.of(true))
                .encode());
    List<String> seen = new ArrayList<>();
    while (reader.hasNext()) {
      seen.add(reader.next().words() + " " + reader.count());
    }

    assertEquals(
        List.of(
            "structure 3",
            "unsigned 0",
            "array 2",
            "visible-string 1",
            "visible-string 1",
            "boolean 0"),
        seen);
  }

  @Test
  void skipsWithAllThatIsInside() throws DataException {
    Data inner = Data.structure(Data.array(Data.int8(1), Data.int8(2)), Data.structure());
    DataReader reader = new DataReader(Data.structure(inner, Data.unsigned8(7)).encode());
    reader.next();
    reader.next();
    reader.skip();
    reader.next();

    assertEquals(7, reader.longValue());
    assertFalse(reader.hasNext());
  }

  @Test
  void givesAWholeElement() throws DataException {
    Data inner = Data.structure(Data.array(Data.int8(1), Data.int8(2)), Data.structure());
    DataReader reader = new DataReader(Data.structure(inner, Data.unsigned8(7)).encode());
    reader.next();

    assertEquals(inner, reader.nextValue());
    assertEquals(Data.unsigned8(7), reader.nextValue());
  }

  @Test
  void givesAnElementOnceMoreAfterLookingInside() throws DataException {
    Data array = Data.array(Data.int8(1), Data.int8(2));
    DataReader reader = new DataReader(array.encode());
    reader.next();

    assertEquals(array, reader.value());
  }

  @Test
  void staysWhereItIsWhenWhatFollowsIsNoData() throws DataException {
    DataReader reader = new DataReader(DataTest.bytes("1101 0905 01"));
    reader.next();

    assertThrows(DataException.class, reader::next);
    assertEquals(2, reader.position());
    assertEquals(1, reader.longValue());
  }

  @Test
  void countsThatTheBytesDoNotBackAreRefused() {
    DataReader reader = new DataReader(DataTest.bytes("01847FFFFFFF 00"));

    DataException e = assertThrows(DataException.class, reader::next);

    assertEquals("at 0: an array of 2147483647 elements, but only 1 octet follows", e.getMessage());
  }

  @Test
  void readsRowsWithoutAllocation() {
    byte[] buffer = profile();
    DataReader reader = new DataReader();
    long[] sum = new long[1];
    for (int i = 0; i < 50; i++) {
      sum(reader, buffer, sum);
    }

    long allocated = Allocation.of(() -> sum(reader, buffer, sum));

    assertTrue(allocated < 1024, () -> allocated + " bytes for " + buffer.length);
  }

  @Test
  void readsRowsAsObjectsWithinAFewTimesTheirBytes() throws DataException {
    byte[] buffer = profile();
    Data.decode(buffer);
    List<Data> kept = new ArrayList<>(1);

    long allocated =
        Allocation.of(
            () -> {
              try {
                kept.add(Data.decode(buffer));
              } catch (DataException e) {
                throw new AssertionError(e);
              }
            });

    assertEquals(ROWS, kept.get(0).elements().size());
    assertTrue(allocated < 20L * buffer.length, () -> allocated + " bytes for " + buffer.length);
  }

  private static void sum(DataReader reader, byte[] buffer, long[] sum) {
    reader.reset(buffer, 0, buffer.length);
    try {
      while (reader.hasNext()) {
        if (reader.next() == DataTag.DOUBLE_LONG_UNSIGNED) {
          sum[0] += reader.longValue();
        }
      }
    } catch (DataException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] profile() {
    List<Data> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(
          Data.structure(
              Data.octets(CosemDateTime.parse("2024-01-01T00:00:00+01:00")),
              Data.unsigned8(0),
              Data.unsigned32(1_000_000L + i),
              Data.unsigned32(i)));
    }
    return Data.array(rows).encode();
  }
}
