/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meterway.dlms.RealTelegrams;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataException;
import org.meterway.dlms.data.DataJson;

/**
 * Telegrams of real meters, which lie beside the project and are not part of it: tried where they
 * are there.
 */
class RealTelegramsTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  @Test
  void areDecodedToTheJsonBesideThem() throws IOException, ApduException {
    List<RecordedExchange> telegrams = RecordedExchange.all(RealTelegrams.required());
    assertFalse(telegrams.isEmpty());
    int compared = 0;
    for (RecordedExchange telegram : telegrams) {
      Path expected = Path.of(telegram.file().toString().replace(".hex", ".json"));
      if (Files.exists(expected)) {
        String hex = telegram.told().get(0);
        DataNotification push = (DataNotification) ApduCodec.decode(HEX.parseHex(hex));
        assertEquals(withoutSpace(Files.readString(expected)), json(push), telegram.name());
        assertEquals(hex, HEX.formatHex(ApduCodec.encode(push)), telegram.name());
        assertEquals(push.body(), typed(push.body()));
        compared++;
      }
    }
    assertFalse(compared == 0);
  }

  private static Data typed(Data data) {
    try {
      return DataJson.read(DataJson.writeTyped(data));
    } catch (DataException e) {
      throw new AssertionError(e);
    }
  }

  private static String json(DataNotification push) {
    return "{\"long-invoke-id\":\"%08X\",\"date-time\":\"%s\",\"body\":%s,\"trailing\":\"%s\"}"
        .formatted(
            push.longInvokeId(),
            HEX.formatHex(push.dateTime()),
            DataJson.write(push.body()),
            HEX.formatHex(push.trailing()));
  }

  private static String withoutSpace(String json) {
    return json.replaceAll("\\s+(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", "");
  }
}
