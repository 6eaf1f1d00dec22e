/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each type of Data, byte for byte (Green Book, Data ::= CHOICE). */
class DataTest {
  @ParameterizedTest
  @CsvSource({
    "00, NULL_DATA",
    "0100, ARRAY",
    "0102110112FFFF, ARRAY",
    "020109020102, STRUCTURE",
    "0301, BOOLEAN",
    "03FF, BOOLEAN",
    "040BFFE0, BIT_STRING",
    "0403BF, BIT_STRING",
    "05FFFFFFFE, DOUBLE_LONG",
    "06FFFFFFFE, DOUBLE_LONG_UNSIGNED",
    "0906010001080 0FF, OCTET_STRING",
    "0A0541424344 45, VISIBLE_STRING",
    "0C02C3A9, UTF8_STRING",
    "0D42, BCD",
    "0F80, INTEGER",
    "108000, LONG",
    "11FF, UNSIGNED",
    "12FFFF, LONG_UNSIGNED",
    "13120400010002, COMPACT_ARRAY",
    "148000000000000000, LONG64",
    "15FFFFFFFFFFFFFFFF, LONG64_UNSIGNED",
    "161B, ENUM",
    "174366199A, FLOAT32",
    "184066C33333333333, FLOAT64",
    "1907E801010100000000FFC400, DATE_TIME",
    "1AFFFFFE FEFE, DATE",
    "1BFFFF00FF, TIME",
    "1CFF, DELTA_INTEGER",
    "1DFFFE, DELTA_LONG",
    "1EFFFFFFFE, DELTA_DOUBLE_LONG",
    "1FFF, DELTA_UNSIGNED",
    "20FFFE, DELTA_LONG_UNSIGNED",
    "21FFFFFFFE, DELTA_DOUBLE_LONG_UNSIGNED",
    "FF, DONT_CARE"
  })
  void isDecodedAndEncodedByteForByte(String hex, DataTag tag) throws DataException {
    byte[] bytes = bytes(hex);

    Data data = Data.decode(bytes);

    assertEquals(tag, data.tag());
    assertArrayEquals(bytes, data.encode());
    assertEquals(data, Data.decode(data.encode()));
    assertEquals(data, DataJson.read(DataJson.writeTyped(data)));
  }

  @Test
  void numbersKeepTheirSigns() throws DataException {
    assertEquals(-2, decode("05FFFFFFFE").asLong());
    assertEquals(4_294_967_294L, decode("06FFFFFFFE").asLong());
    assertEquals(-128, decode("0F80").asLong());
    assertEquals(255, decode("11FF").asLong());
    assertEquals(-1, decode("1CFF").asLong());
    assertEquals(255, decode("1FFF").asLong());
  }

  @Test
  void theGreatestUnsignedNumberIsMoreThanALong() throws DataException {
    Data greatest = decode("15FFFFFFFFFFFFFFFF");

    assertEquals(new BigInteger("18446744073709551615"), greatest.asBigInteger());
    assertEquals(0x1p64, greatest.asDouble());
    assertThrows(DataTypeException.class, greatest::asLong);
    assertEquals(0x1p64, reader("15FFFFFFFFFFFFFFFF").doubleValue());
  }

  @Test
  void floatingNumbersAreThoseOfIeee754() throws DataException {
    assertEquals(230.1f, (float) decode("174366199A").asDouble());
    assertEquals(182.1, decode("184066C33333333333").asDouble());
    assertEquals(182.1, reader("184066C33333333333").doubleValue());
  }

  @Test
  void aBitStringBeginsWithTheHighestBit() throws DataException {
    Data.BitString bits = (Data.BitString) decode("0403BF");

    assertTrue(bits.bit(0));
    assertFalse(bits.bit(1));
    assertTrue(bits.bit(2));
    assertEquals(2, bits.cardinality());
    assertThrows(IndexOutOfBoundsException.class, () -> bits.bit(3));
    assertNotEquals(Data.bits(true, false, true), bits, "what is behind the bits is kept");
  }

  @Test
  void octetsThatAreTextAreReadAsText() throws DataException {
    assertEquals("16045", decode("09053136303435").asText());
    assertEquals("é", decode("0902C3A9").asText());
    assertEquals("é", decode("0901E9").asText());
    assertEquals("é", decode("0C02C3A9").asText());
    assertEquals("é", decode("0A01E9").asText());
  }

  @Test
  void askedForWhatItIsNotSaysWhatItIs() {
    DataTypeException e = assertThrows(DataTypeException.class, () -> Data.unsigned8(1).asText());

    assertEquals("the value is an unsigned, not a string", e.getMessage());
    assertThrows(DataTypeException.class, () -> Data.nullData().asLong());
    assertThrows(DataTypeException.class, () -> Data.text("x").elements());
    assertThrows(DataTypeException.class, () -> Data.text("1").asBoolean());
    assertThrows(DataTypeException.class, () -> Data.structure().asBytes());
  }

  @Test
  void aNumberOutOfRangeCannotBeMade() {
    assertThrows(IllegalArgumentException.class, () -> Data.unsigned8(256));
    assertThrows(IllegalArgumentException.class, () -> Data.unsigned8(-1));
    assertThrows(IllegalArgumentException.class, () -> Data.int8(128));
    assertThrows(IllegalArgumentException.class, () -> Data.int16(-32769));
    assertThrows(IllegalArgumentException.class, () -> Data.unsigned32(1L << 32));
    assertThrows(IllegalArgumentException.class, () -> new Data.Number(DataTag.TIME, 1));
  }

  @Test
  void whatIsHandedOutCannotChangeIt() {
    byte[] octets = {1, 2};
    Data.OctetString data = new Data.OctetString(octets);
    octets[0] = 9;
    data.octets()[1] = 9;

    assertArrayEquals(new byte[] {1, 2}, data.octets());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "07", "05FFFF", "0105", "02FFFFFF", "0985FFFFFFFFFF", "0980", "09897F0000000000000000",
        "0A02", "0407", "131201", "1313", "1302", "130100", "0000", "0984FFFFFFFF"
      })
  void whatIsNoDataIsRefusedWithItsPlace(String hex) {
    byte[] bytes = bytes(hex);
    DataException e = assertThrows(DataException.class, () -> Data.decode(bytes));

    assertTrue(e.offset() >= 0 && e.offset() <= bytes.length, e.getMessage());
  }

  @Test
  void arraysInArraysHaveAnEnd() {
    assertThrows(DataException.class, () -> decode("0101".repeat(65) + "00"));
    assertThrows(DataException.class, () -> decode("0201".repeat(100_000) + "00"));
  }

  @Test
  void lengthsMayTakeMoreOctetsThanTheyNeed() throws DataException {
    assertEquals(Data.octets((byte) 1, (byte) 2), decode("0983000002" + "0102"));
    assertEquals(Data.structure(Data.nullData()), decode("028101" + "00"));
  }

  @ParameterizedTest
  @CsvSource({
    "127, 7F",
    "128, 8180",
    "255, 81FF",
    "256, 820100",
    "65535, 82FFFF",
    "65536, 83010000"
  })
  void lengthsAreWrittenInAsFewOctetsAsCanBe(int length, String hex) throws DataException {
    byte[] encoded = Data.octets(new byte[length]).encode();

    assertEquals(
        "09" + hex, HexFormat.of().withUpperCase().formatHex(encoded, 0, 1 + hex.length() / 2));
    assertEquals(length, Data.decode(encoded).asBytes().length);
  }

  @Test
  void factoriesGiveTheTypesTheyAreNamedFor() {
    assertEquals(
        List.of(
            DataTag.UNSIGNED,
            DataTag.LONG_UNSIGNED,
            DataTag.DOUBLE_LONG_UNSIGNED,
            DataTag.LONG64_UNSIGNED,
            DataTag.INTEGER,
            DataTag.LONG,
            DataTag.DOUBLE_LONG,
            DataTag.LONG64,
            DataTag.ENUM),
        List.of(
                Data.unsigned8(1),
                Data.unsigned16(1),
                Data.unsigned32(1),
                Data.unsigned64(1),
                Data.int8(1),
                Data.int16(1),
                Data.int32(1),
                Data.int64(1),
                Data.enumeration(1))
            .stream()
            .map(Data::tag)
            .toList());
  }

  private static Data decode(String hex) throws DataException {
    return Data.decode(bytes(hex));
  }

  private static DataReader reader(String hex) throws DataException {
    DataReader reader = new DataReader(bytes(hex));
    reader.next();
    return reader;
  }

  static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
