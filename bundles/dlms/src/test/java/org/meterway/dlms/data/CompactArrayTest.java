/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.meterway.itests.fuzz.Allocation;

/** Compact arrays (Green Book, {@code compact-array [19]}). */
class CompactArrayTest {
  @Test
  void elementsOfOneSimpleType() throws DataException {
    Data data = Data.decode(DataTest.bytes("13 12 06 0001 0002 FFFF"));

    assertEquals(
        List.of(Data.unsigned16(1), Data.unsigned16(2), Data.unsigned16(65535)), data.elements());
    assertEquals("{\"compact-array\":[1,2,65535]}", DataJson.write(data));
    assertEquals(
        "{\"compact-array\":{\"type\":\"long-unsigned\",\"contents\":\"x00010002FFFF\"}}",
        DataJson.writeTyped(data));
  }

  @Test
  void elementsThatTellTheirOwnLength() throws DataException {
    Data data = Data.decode(DataTest.bytes("13 09 06 02 AABB 00 01 CC"));

    assertEquals(
        List.of(Data.octets((byte) 0xAA, (byte) 0xBB), Data.octets(), Data.octets((byte) 0xCC)),
        data.elements());
  }

  @Test
  void structuresWithArraysInside() throws DataException {
    String hex = "13 02 03 11 01 0002 10 02 01 0A 0E 05 FFFF 0001 02 4142 06 0003 0004 00 ";
    Data.CompactArray data = (Data.CompactArray) Data.decode(DataTest.bytes(hex));

    List<Data> elements = data.decodeElements();

    assertEquals(
        Data.structure(
            Data.unsigned8(5),
            Data.array(Data.int16(-1), Data.int16(1)),
            Data.structure(Data.text("AB"))),
        elements.get(0));
    assertEquals(2, elements.size());
    assertEquals(data, Data.CompactArray.of(data.description(), elements));
    assertArrayEquals(DataTest.bytes(hex), data.encode());
    assertEquals(data, DataJson.read(DataJson.writeTyped(data)));
    assertTrue(
        DataJson.writeTyped(data)
            .startsWith(
                "{\"compact-array\":{\"type\":{\"structure\":[\"unsigned\",{\"array\":{\"count\":2,"
                    + "\"type\":\"long\"}},{\"structure\":[\"visible-string\"]}]},\"contents\":\"x05"));
  }

  @Test
  void contentsThatAreNotAsDescribedAreKept() throws DataException {
    byte[] bytes = DataTest.bytes("13 12 03 0001 00");
    Data.CompactArray data = (Data.CompactArray) Data.decode(bytes);

    assertThrows(DataException.class, data::decodeElements);
    assertThrows(DataTypeException.class, data::elements);
    assertArrayEquals(bytes, data.encode());
    assertEquals(
        "{\"compact-array\":{\"type\":\"long-unsigned\",\"contents\":\"x000100\"}}",
        DataJson.write(data));
  }

  @Test
  void moreElementsThanTheOctetsBackAreNotMade() throws DataException {
    String arrays = "01 FFFF".repeat(8);
    Data.CompactArray data =
        (Data.CompactArray) Data.decode(DataTest.bytes("13" + arrays + "00 01 00"));

    long allocated = Allocation.of(() -> assertThrows(DataException.class, data::decodeElements));

    assertTrue(allocated < 1_000_000, () -> allocated + " bytes");
  }

  @Test
  void anElementOfAnotherTypeIsNotTaken() {
    TypeDescription type = TypeDescription.of(DataTag.UNSIGNED);

    assertThrows(
        IllegalArgumentException.class, () -> Data.CompactArray.of(type, List.of(Data.int8(1))));
    assertThrows(
        IllegalArgumentException.class,
        () -> Data.CompactArray.of(TypeDescription.array(2, type), List.of(Data.array())));
  }
}
