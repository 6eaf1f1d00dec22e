/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meterway.api.dlms.DlmsValue;
import org.meterway.dlms.data.CosemDateTime;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataTag;

class ValuesTest {
  private static final CosemDateTime TIME =
      CosemDateTime.of(OffsetDateTime.parse("2026-11-26T10:00:00+01:00"));
  private static final Instant MOMENT = Instant.parse("2026-11-26T09:00:00Z");

  @Test
  void valuesBecomeThoseOfJava() {
    assertNull(JavaValues.of(Data.nullData()));
    assertNull(JavaValues.of(Data.dontCare()));
    assertEquals(true, JavaValues.of(Data.of(true)));
    assertEquals(-5L, JavaValues.of(Data.int8(-5)));
    assertEquals(3L, JavaValues.of(Data.enumeration(3)));
    assertEquals(
        BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE), JavaValues.of(Data.unsigned64(-1)));
    assertEquals(1.5, JavaValues.of(new Data.Float32(1.5f)));
    assertEquals("text", JavaValues.of(Data.text("text")));
    assertArrayEquals(new byte[] {1, 2}, (byte[]) JavaValues.of(Data.octets((byte) 1, (byte) 2)));
    assertEquals("0110", JavaValues.of(Data.bits(false, true, true, false)));
    assertEquals(MOMENT, JavaValues.of(new Data.DateTime(TIME)));
    assertEquals(
        Arrays.asList(1L, null, List.of("a")),
        JavaValues.of(Data.structure(Data.int32(1), Data.nullData(), Data.array(Data.text("a")))));
  }

  @Test
  void octetsOfATimeBecomeAMomentIfTheySayOne() {
    assertEquals(MOMENT, JavaValues.ofTime(Data.octets(TIME)));
    CosemDateTime local =
        new CosemDateTime(TIME.date(), TIME.time(), CosemDateTime.NO_DEVIATION, TIME.status());
    assertEquals(local.toString(), JavaValues.ofTime(Data.octets(local)));
    assertArrayEquals(new byte[] {1}, (byte[]) JavaValues.ofTime(Data.octets((byte) 1)));
  }

  @Test
  void aValueTakesTheTypeOfTheOneThatIsThere() {
    assertEquals(Data.unsigned16(7), DataValues.like(Data.unsigned16(1), 7));
    assertEquals(Data.int8(-7), DataValues.like(Data.int8(0), -7L));
    assertEquals(
        Data.unsigned64(-1),
        DataValues.like(Data.unsigned64(0), new BigInteger("18446744073709551615")));
    assertEquals(new Data.Float64(2.5), DataValues.like(new Data.Float64(0), 2.5));
    assertEquals(Data.of(true), DataValues.like(Data.of(false), true));
    assertEquals(Data.text("new"), DataValues.like(Data.text("old"), "new"));
    assertEquals(Data.octets((byte) 'n'), DataValues.like(Data.octets((byte) 1), "n"));
    assertEquals(Data.bits(true), DataValues.like(Data.bits(false, true), "1"));
    assertEquals(
        Data.structure(Data.int8(2), Data.array(Data.unsigned8(3), Data.unsigned8(4))),
        DataValues.like(
            Data.structure(Data.int8(0), Data.array(Data.unsigned8(1))),
            List.of(2, List.of(3, 4))));
    Data written = DataValues.like(Data.octets(TIME), MOMENT);
    assertEquals(MOMENT, JavaValues.ofTime(written));
  }

  @Test
  void aValueThatDoesNotFitSaysSo() {
    for (Object[] wrong :
        new Object[][] {
          {Data.unsigned8(1), 256},
          {Data.unsigned8(1), 1.5},
          {Data.unsigned8(1), "1"},
          {Data.unsigned64(1), -1},
          {Data.of(true), 1},
          {Data.bits(true), "12"},
          {Data.nullData(), 1},
          {Data.structure(Data.int8(0)), List.of(1, 2)},
          {Data.text("x"), null}
        }) {
      assertThrows(
          IllegalArgumentException.class, () -> DataValues.like((Data) wrong[0], wrong[1]));
    }
  }

  @Test
  void aTypedValueIsOfItsType() {
    assertEquals(Data.unsigned16(15), DataValues.of(DlmsValue.of("long-unsigned", 15)));
    assertEquals(Data.nullData(), DataValues.of(DlmsValue.nothing()));
    assertEquals(
        Data.structure(Data.int8(0), Data.of(true)),
        DataValues.of(
            DlmsValue.of(
                "structure", List.of(DlmsValue.of("integer", 0), DlmsValue.of("boolean", true)))));
    assertEquals(DataTag.DATE_TIME, DataValues.of(DlmsValue.of("date-time", MOMENT)).tag());
    assertThrows(IllegalArgumentException.class, () -> DataValues.of(DlmsValue.of("number", 1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> DataValues.of(DlmsValue.of("array", List.of("untyped"))));
  }
}
