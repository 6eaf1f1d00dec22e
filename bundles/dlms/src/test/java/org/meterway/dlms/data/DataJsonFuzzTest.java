/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.meterway.itests.fuzz.AnyJson;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/** Text that should be data as JSON. */
class DataJsonFuzzTest extends FuzzTarget {
  private static final List<String> KEYS =
      List.of(
          "array",
          "structure",
          "enum",
          "unsigned",
          "long64-unsigned",
          "octet-string",
          "float32",
          "bit-string",
          "compact-array",
          "type",
          "contents",
          "length",
          "octets",
          "date-time",
          "bcd");

  private static final List<String> VALUES =
      List.of(
          "\"x00\"", "[1,2]", "{\"enum\":27}", "-1", "1.5", "\"NaN\"", "null", "true", "\"01\"");

  @Override
  protected void check(byte[] input) throws DataException {
    String text = AnyJson.of(new Choices(input), KEYS, VALUES);
    Data data;
    try {
      data = DataJson.read(text);
    } catch (DataException e) {
      assertTrue(e.offset() >= 0 && e.offset() <= text.length(), e.getMessage());
      return;
    }
    assertEquals(data, DataJson.read(DataJson.writeTyped(data)));
  }
}
