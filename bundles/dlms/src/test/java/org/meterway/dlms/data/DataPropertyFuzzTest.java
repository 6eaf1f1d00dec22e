/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/** Any data comes back from its bytes, and from its JSON. */
class DataPropertyFuzzTest extends FuzzTarget {
  @Override
  protected void check(byte[] input) throws DataException {
    Data data = AnyData.of(new Choices(input));
    byte[] encoded = data.encode();

    Data decoded = Data.decode(encoded);

    assertEquals(data, decoded);
    assertEquals(data.hashCode(), decoded.hashCode());
    assertArrayEquals(encoded, decoded.encode());
    assertEquals(data, DataJson.read(DataJson.writeTyped(data)));
    String plain = DataJson.write(data);
    if (!plain.contains("compact-array")) {
      assertEquals(shape(data), shape(DataJson.read(plain)));
    }
  }

  /** What the plain form keeps: all but the types of numbers. */
  private static String shape(Data data) {
    return DataJson.write(data).replaceAll("(?<![\"x0-9A-F.])-?[0-9][-+.0-9E]*", "0");
  }
}
