/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.client.DlmsClientOptions;
import org.meterway.dlms.client.ScriptedPeer;
import org.meterway.dlms.data.CosemDateTime;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataTag;
import org.meterway.dlms.data.DataTypeException;
import org.meterway.dlms.data.Obis;
import org.meterway.dlms.data.ScalerUnit;
import org.meterway.dlms.data.Unit;

/** Rows as meters send them: with gaps, of one column, of other types. */
class ProfileRowsTest {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2026-03-01T12:00:00+01:00");

  private static ProfileRows rows(Data... rows) throws IOException {
    String answer = HexFormat.of().withUpperCase().formatHex(Data.array(rows).encode());
    ScriptedPeer peer = ScriptedPeer.answering(List.of("C4014100" + answer));
    DlmsClient client = DlmsClient.open(peer, DlmsClientOptions.publicClient());
    return new ProfileGeneric(client, Obis.of("1.0.99.1.0.255")).rows();
  }

  private static Data row(Data... cells) {
    return Data.structure(cells);
  }

  private static Data noon() {
    return Data.octets(CosemDateTime.of(NOON));
  }

  @Test
  void gapsStayAsTheMeterSendsThem() throws IOException {
    try (ProfileRows rows =
        rows(row(noon(), Data.unsigned32(5)), row(Data.nullData(), Data.nullData()))) {
      assertTrue(rows.next());
      assertEquals(5, rows.longValue(1));
      assertTrue(rows.next());
      assertTrue(rows.isNull(0));
      assertTrue(rows.isNull(1));
      assertFalse(rows.next());
      assertEquals(0, rows.columns());
    }
  }

  @Test
  void gapsAreFilledFromTheRowBeforeAndTheClockGoesOn() throws IOException {
    List<Long> values = new ArrayList<>();
    List<OffsetDateTime> times = new ArrayList<>();
    try (ProfileRows rows =
        rows(
                row(noon(), Data.unsigned32(5)),
                row(Data.nullData(), Data.nullData()),
                row(Data.nullData(), Data.unsigned32(6)),
                row(Data.nullData(), Data.nullData()))
            .fillGaps(0, Duration.ofMinutes(15))) {
      while (rows.next()) {
        values.add(rows.longValue(1));
        times.add(rows.dateTime(0).toOffsetDateTime().orElseThrow());
      }
    }
    assertEquals(List.of(5L, 5L, 6L, 6L), values);
    assertEquals(
        List.of(NOON, NOON.plusMinutes(15), NOON.plusMinutes(30), NOON.plusMinutes(45)), times);
  }

  @Test
  void aGapInTheFirstRowStaysOne() throws IOException {
    try (ProfileRows rows = rows(row(Data.nullData())).fillGaps(0, Duration.ofMinutes(15))) {
      assertTrue(rows.next());
      assertTrue(rows.isNull(0));
    }
  }

  @Test
  void cellsAreReadAsTheirColumnsSay() throws IOException {
    ScalerUnit tenths = new ScalerUnit(-1, Unit.of(35));
    try (ProfileRows rows =
        rows(
            row(
                Data.unsigned16(2305),
                new Data.Float32(1.5f),
                row(Data.unsigned8(1), Data.unsigned8(2)),
                Data.text("x")))) {
      assertTrue(rows.next());
      assertEquals(new BigDecimal("230.5"), rows.scaled(0, tenths));
      assertEquals(1.5, rows.doubleValue(1));
      assertEquals(2, rows.data(2).elements().size());
      assertEquals(DataTag.VISIBLE_STRING, rows.tag(3));
      assertThrows(DataTypeException.class, () -> rows.longValue(3));
      assertThrows(DataTypeException.class, () -> rows.scaled(3, tenths));
      assertThrows(DataTypeException.class, () -> rows.dateTime(0));
      assertThrows(IndexOutOfBoundsException.class, () -> rows.longValue(4));
    }
  }

  @Test
  void aRowThatIsNoStructureIsOneColumn() throws IOException {
    try (ProfileRows rows = rows(Data.unsigned8(1), Data.unsigned8(2))) {
      assertTrue(rows.next());
      assertTrue(rows.next());
      assertEquals(1, rows.columns());
      assertEquals(2, rows.longValue(0));
    }
  }
}
