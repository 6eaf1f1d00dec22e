/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.meterway.itests.fuzz.FuzzTarget;

/** Bytes that should be data: decoded to what encodes to the same data again, or refused. */
class DataFuzzTest extends FuzzTarget {
  @Override
  protected void check(byte[] input) throws DataException {
    DataReader reader = new DataReader(input);
    while (reader.hasNext()) {
      int before = reader.position();
      Data data;
      try {
        data = reader.nextValue();
      } catch (DataException e) {
        assertTrue(e.offset() >= 0 && e.offset() <= input.length);
        return;
      }
      assertTrue(reader.position() > before);
      assertEquals(reader.position(), skipped(input, before));
      assertEquals(data, Data.decode(data.encode()));
      if (data instanceof Data.CompactArray array) {
        decodeIfCan(array);
      }
      DataJson.write(data);
    }
  }

  private static int skipped(byte[] input, int from) throws DataException {
    DataReader reader = new DataReader(input, from, input.length);
    reader.next();
    reader.skip();
    return reader.position();
  }

  private static void decodeIfCan(Data.CompactArray array) {
    List<Data> elements;
    try {
      elements = array.decodeElements();
    } catch (DataException e) {
      return;
    }
    if (!elements.isEmpty()) {
      Data.CompactArray again = Data.CompactArray.of(array.description(), elements);
      assertEquals(elements, again.elements());
    }
  }

  @Override
  protected List<String> words() {
    return List.of(
        "\1\2",
        "\2\3",
        "\11\14",
        "\12\5",
        "\22\0\1",
        "\6\0\0\0\1",
        "\23\2\2",
        "\23\1\0\3\22",
        "\4\11");
  }
}
