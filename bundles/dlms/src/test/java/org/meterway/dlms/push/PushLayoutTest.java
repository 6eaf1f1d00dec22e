/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;
import org.meterway.dlms.data.ScalerUnit;
import org.meterway.dlms.data.Unit;

class PushLayoutTest {
  private static final Data WATT = new ScalerUnit(0, Unit.of(27)).toData();
  private static final Data TENTH_OF_AMPERE = new ScalerUnit(-1, Unit.of(33)).toData();

  @Test
  void entriesHaveANameAValueAndAMeaning() {
    Data body =
        Data.array(
            Data.structure(name("1.1.0.2.129.255"), Data.text("AIDON_V0001")),
            Data.structure(name("1.0.1.7.0.255"), Data.unsigned32(1362), WATT),
            Data.structure(name("1.0.31.7.0.255"), Data.int16(93), TENTH_OF_AMPERE));

    assertEquals(PushLayout.ENTRIES, PushLayout.of(body));
    assertEquals(
        "1.1.0.2.129.255=?, 1.0.1.7.0.255=1362 W, 1.0.31.7.0.255=9.3 A",
        words(PushLayout.ENTRIES.readings(body)));
  }

  @Test
  void namesAndValuesFollowEachOtherBehindATime() {
    Data body =
        Data.structure(
            Data.octets(new byte[12]),
            name("1.0.1.8.0.255"),
            Data.unsigned32(4_408_736),
            name("1.0.1.7.0.255"),
            Data.unsigned32(2893),
            WATT);

    assertEquals(PushLayout.NAMES_AND_VALUES, PushLayout.of(body));
    assertEquals(
        "1.0.1.8.0.255=?, 1.0.1.7.0.255=2893 W", words(PushLayout.NAMES_AND_VALUES.readings(body)));
  }

  @Test
  void kamstrupsScalersAreKnown() {
    Data body =
        Data.structure(
            Data.text("Kamstrup_V0001"),
            name("1.1.0.0.5.255"),
            Data.text("5706567000000000"),
            name("1.1.31.7.0.255"),
            Data.unsigned32(101),
            name("1.1.1.8.0.255"),
            Data.unsigned32(12));

    assertEquals(
        "1.1.0.0.5.255=?, 1.1.31.7.0.255=1.01 A, 1.1.1.8.0.255=120 Wh",
        words(PushLayout.of(body).readings(body)));
  }

  @Test
  void kaifasListsAreToldApartByTheirLength() {
    for (int size : new int[] {1, 9, 13, 14, 18}) {
      List<Data> values = new ArrayList<>(Collections.nCopies(size, Data.unsigned32(2168)));
      if (size > 1) {
        values.set(0, Data.octets("KFM_001".getBytes()));
        values.set(1, Data.octets("6970631402614476".getBytes()));
        values.set(2, Data.octets("MA304H3E".getBytes()));
      }
      Data body = Data.structure(values);

      List<Reading> readings = PushLayout.of(body).readings(body);

      assertEquals(PushLayout.VALUES_IN_ORDER, PushLayout.of(body));
      assertEquals(size, readings.size());
    }
    Data two = Data.structure(Data.unsigned32(1), Data.unsigned32(2));
    assertEquals(PushLayout.OTHER, PushLayout.of(two));
  }

  @Test
  void aPushObjectListNamesTheValuesBehindIt() {
    Data body =
        Data.structure(
            Data.array(definition(40, "0.0.25.9.0.255"), definition(3, "1.0.1.8.0.255")),
            Data.unsigned32(12_345_678));

    assertEquals(PushLayout.OBJECT_LIST, PushLayout.of(body));
    Reading reading = PushLayout.OBJECT_LIST.readings(body).get(0);
    assertEquals(Obis.of("1.0.1.8.0.255"), reading.name());
    assertEquals(2, reading.attribute());
    assertTrue(reading.scaled().isEmpty());
  }

  @Test
  void whatIsNoneOfTheseSpeaksForItself() {
    assertEquals(PushLayout.OTHER, PushLayout.of(Data.nullData()));
    assertEquals(PushLayout.OTHER, PushLayout.of(Data.structure(Data.text("x"), Data.text("y"))));
    assertEquals(PushLayout.OTHER, PushLayout.of(Data.array(name("1.0.1.8.0.255"))));
  }

  private static Data name(String obis) {
    return Data.of(Obis.of(obis));
  }

  private static Data definition(int classId, String obis) {
    return Data.structure(Data.unsigned16(classId), name(obis), Data.int8(2), Data.unsigned16(0));
  }

  private static String words(List<Reading> readings) {
    return readings.stream().map(PushLayoutTest::words).collect(Collectors.joining(", "));
  }

  private static String words(Reading reading) {
    String value =
        reading
            .scaled()
            .map(BigDecimal::toPlainString)
            .map(number -> number + " " + reading.scalerUnit().unit().symbol())
            .orElse("?");
    return reading.name() + "=" + value;
  }
}
