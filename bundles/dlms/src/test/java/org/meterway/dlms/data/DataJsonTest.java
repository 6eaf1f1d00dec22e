/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data as JSON, and back. */
class DataJsonTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "00 | null | null",
        "0301 | true | true",
        "03FF | {\"boolean\":255} | {\"boolean\":255}",
        "12001B | 27 | {\"long-unsigned\":27}",
        "0FFF | -1 | {\"integer\":-1}",
        "15FFFFFFFFFFFFFFFF | 18446744073709551615 | {\"long64-unsigned\":18446744073709551615}",
        "161B | {\"enum\":27} | {\"enum\":27}",
        "1CFF | {\"delta-integer\":-1} | {\"delta-integer\":-1}",
        "0D42 | {\"bcd\":\"42\"} | {\"bcd\":\"42\"}",
        "174366199A | 230.1 | {\"float32\":230.1}",
        "183FF8000000000000 | 1.5 | {\"float64\":1.5}",
        "177F800000 | {\"float32\":\"Infinity\"} | {\"float32\":\"Infinity\"}",
        "09020A0B | \"x0A0B\" | \"x0A0B\"",
        "0900 | \"x\" | \"x\"",
        "0A024F4B | \"OK\" | \"OK\"",
        "0A03783041 | {\"visible-string\":\"x0A\"} | {\"visible-string\":\"x0A\"}",
        "0A03225C0A | \"\\\"\\\\\\n\" | \"\\\"\\\\\\n\"",
        "0A00 | \"\" | \"\"",
        "0C02C3A9 | {\"utf8-string\":\"é\"} | {\"utf8-string\":\"é\"}",
        "0C01C0 | {\"utf8-string\":{\"octets\":\"xC0\"}} | {\"utf8-string\":{\"octets\":\"xC0\"}}",
        "0403A0 | {\"bit-string\":\"101\"} | {\"bit-string\":\"101\"}",
        "0403BF | {\"bit-string\":{\"length\":3,\"octets\":\"xBF\"}} | {\"bit-string\":{\"length\":3,\"octets\":\"xBF\"}}",
        "1907E801010100000000FFC400 | {\"date-time\":\"x07E801010100000000FFC400\"} | {\"date-time\":\"x07E801010100000000FFC400\"}",
        "02020FFF161B | {\"structure\":[-1,{\"enum\":27}]} | {\"structure\":[{\"integer\":-1},{\"enum\":27}]}",
        "0100 | {\"array\":[]} | {\"array\":[]}",
        "FF | {\"dont-care\":null} | {\"dont-care\":null}"
      })
  void isWrittenAndReadBack(String hex, String plain, String typed) throws DataException {
    Data data = Data.decode(DataTest.bytes(hex));

    assertEquals(plain, DataJson.write(data));
    assertEquals(typed, DataJson.writeTyped(data));
    assertEquals(data, DataJson.read(typed));
  }

  @Test
  void bareNumbersAreReadAsTheSmallestOfThreeTypes() throws DataException {
    assertEquals(Data.int32(-5), DataJson.read("-5"));
    assertEquals(Data.int64(1L << 31), DataJson.read("2147483648"));
    assertEquals(Data.unsigned64(1L << 63), DataJson.read("9223372036854775808"));
    assertEquals(new Data.Float64(0.5), DataJson.read(" 5e-1 "));
  }

  @Test
  void formsMayBeMixedAndSpread() throws DataException {
    assertEquals(
        Data.structure(Data.unsigned8(1), Data.int32(2), Data.text("é")),
        DataJson.read("{ \"structure\" : [ {\"unsigned\": 1},\n\t2, \"\\u00e9\" ] }"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1]",
        "{}",
        "{\"unsigned\":256}",
        "{\"unsigned\":1.5}",
        "{\"unsigned\":\"1\"}",
        "{\"thing\":1}",
        "{\"array\":1}",
        "18446744073709551616",
        "01",
        "1.",
        "-",
        "nul",
        "\"\\x\"",
        "\"a",
        "1 2",
        "{\"enum\":1,\"unsigned\":2}",
        "{\"enum\":1,\"enum\":1}",
        "{\"octet-string\":\"y\"}",
        "{\"octet-string\":\"x0\"}",
        "{\"date-time\":\"x00\"}",
        "{\"bcd\":\"4\"}",
        "{\"bit-string\":\"2\"}",
        "{\"bit-string\":{\"length\":9,\"octets\":\"x00\"}}",
        "\"€\"",
        "{\"compact-array\":[1,\"x\"]}",
        "{\"compact-array\":{\"type\":\"compact-array\",\"contents\":\"x\"}}",
        "{\"float32\":\"big\"}",
        "{\"compact-array\":{\"type\":\"unsigned\"}}",
        "{\"null-data\":1}",
        "{\"array\":[1,]}"
      })
  void whatIsNoDataIsRefusedWithItsPlace(String json) {
    DataException e = assertThrows(DataException.class, () -> DataJson.read(json));

    assertTrue(e.offset() >= 0 && e.offset() <= json.length(), e.getMessage());
  }

  @Test
  void depthHasAnEnd() {
    String deep = "{\"array\":[".repeat(100_000);
    assertThrows(DataException.class, () -> DataJson.read(deep));
    String whole = "{\"array\":[".repeat(65) + "1" + "]}".repeat(65);
    assertThrows(DataException.class, () -> DataJson.read(whole));
  }
}
