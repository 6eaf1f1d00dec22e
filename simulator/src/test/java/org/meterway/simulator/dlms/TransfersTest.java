/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.CaptureObject;
import org.meterway.dlms.apdu.Conformance;
import org.meterway.dlms.apdu.Conformance.Bit;
import org.meterway.dlms.apdu.GetResult;
import org.meterway.dlms.apdu.Item;
import org.meterway.dlms.apdu.Mechanism;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.client.Access;
import org.meterway.dlms.client.AttributeValue;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.client.DlmsClientOptions;
import org.meterway.dlms.data.CosemDateTime;
import org.meterway.dlms.data.Data;

/** Values that are longer than an APDU, lists, ACCESS, selections and short names. */
class TransfersTest {
  private static final AttributeReference LONG_ONE = AttributeReference.of("1:0.0.200.0.0.255:2");
  private static final int LONG = 5000;
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  /** How what is long travels. */
  enum By {
    SERVICE_BLOCKS,
    GENERAL_BLOCKS
  }

  private static byte[] sample(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** Takes a value and gives it back, by attribute and by method. */
  private static CosemObject mirror() {
    return DeclaredObject.of(1, 0, "0.0.200.0.0.255")
        .variable(2, Data.octets(sample(LONG)))
        .function(1, parameters -> parameters)
        .build();
  }

  private static DlmsMeterOptions.Builder meter() {
    return TestMeters.usual().object(mirror()).maxPduSize(300);
  }

  private static DlmsClientOptions.Builder client(By by) {
    Conformance services =
        by == By.GENERAL_BLOCKS
            ? DlmsClientOptions.LOGICAL_NAMES
            : DlmsClientOptions.LOGICAL_NAMES.without(Bit.GENERAL_BLOCK_TRANSFER);
    return TestMeters.options(1)
        .authentication(Mechanism.LOW, TestMeters.SECRET)
        .conformance(services)
        .preferGeneralBlockTransfer(by == By.GENERAL_BLOCKS)
        .maxPduSize(200);
  }

  @ParameterizedTest
  @EnumSource
  void longValuesTravelBothWays(By by) throws IOException {
    try (DlmsTestMeter meter = DlmsTestMeter.start(meter().build());
        DlmsClient client = TestMeters.open(meter, client(by).build())) {
      assertArrayEquals(sample(LONG), client.get(LONG_ONE).asBytes());
      byte[] fresh = sample(LONG + 1);
      client.set(LONG_ONE, Data.octets(fresh));
      assertArrayEquals(fresh, client.get(LONG_ONE).asBytes());
      Data echoed =
          client.call(TestMeters.method(1, "0.0.200.0.0.255", 1), Data.octets(sample(777)));
      assertArrayEquals(sample(777), echoed.asBytes());
    }
  }

  @ParameterizedTest
  @EnumSource
  void longListsTravelBothWays(By by) throws IOException {
    try (DlmsTestMeter meter = DlmsTestMeter.start(meter().build());
        DlmsClient client = TestMeters.open(meter, client(by).build())) {
      List<Item> items = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        items.add(new Item(TestMeters.ENERGY));
      }
      items.add(new Item(LONG_ONE));
      items.add(new Item(AttributeReference.of("3:1.0.99.99.99.255:2")));
      List<GetResult> results = client.get(items);
      assertEquals(TestMeters.ENERGY_AT_START, results.get(19).data().asLong());
      assertArrayEquals(sample(LONG), results.get(20).data().asBytes());
      assertEquals(4, results.get(21).reason().code());
      List<AttributeValue> values = new ArrayList<>();
      values.add(new AttributeValue(LONG_ONE, Data.octets(sample(1000))));
      values.add(new AttributeValue(TestMeters.ENERGY, Data.unsigned32(0)));
      var written = client.set(values);
      assertTrue(written.get(0).isSuccess());
      assertEquals(3, written.get(1).code());
      assertArrayEquals(sample(1000), client.get(LONG_ONE).asBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 63})
  void blocksComeInWindows(int window) throws IOException {
    try (DlmsTestMeter meter = DlmsTestMeter.start(meter().gbtWindow(window).build());
        DlmsClient client =
            TestMeters.open(meter, client(By.GENERAL_BLOCKS).window(window).build())) {
      assertArrayEquals(sample(LONG), client.get(LONG_ONE).asBytes());
      client.set(LONG_ONE, Data.octets(sample(LONG + 2)));
      assertArrayEquals(sample(LONG + 2), client.get(LONG_ONE).asBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 63})
  void blocksThatGotLostAreSentAgain(int window) throws IOException {
    try (DlmsTestMeter meter = DlmsTestMeter.start(meter().build());
        DlmsClient client =
            TestMeters.open(meter, client(By.GENERAL_BLOCKS).window(window).build())) {
      meter.inject(MeterFault.of(MeterFault.Kind.LOST_GBT_BLOCK).times(2));
      assertArrayEquals(sample(LONG), client.get(LONG_ONE).asBytes());
      meter.inject(MeterFault.of(MeterFault.Kind.LOST_GBT_BLOCK).once().after(1));
      assertArrayEquals(sample(LONG), client.get(LONG_ONE).asBytes());
      assertEquals(3, meter.statistics().faults());
    }
  }

  @Test
  void blocksOfARequestThatGotLostAreAskedForAgain() throws IOException {
    try (DlmsTestMeter meter = DlmsTestMeter.start(meter().build());
        DlmsClient client = TestMeters.open(meter, client(By.GENERAL_BLOCKS).window(5).build())) {
      // The client learns of the meter's window with the first answer in blocks.
      client.get(LONG_ONE);
      meter.inject(MeterFault.of(MeterFault.Kind.LOST_REQUEST_BLOCK).times(3));
      client.set(LONG_ONE, Data.octets(sample(LONG + 5)));
      assertArrayEquals(sample(LONG + 5), client.get(LONG_ONE).asBytes());
      assertEquals(3, meter.statistics().faults());
    }
  }

  @Test
  void aBlockThatTheClientWaitsForIsAskedForAgain() throws IOException {
    DlmsClientOptions impatient =
        client(By.GENERAL_BLOCKS).window(3).responseTimeout(Duration.ofMillis(300)).build();
    try (DlmsTestMeter meter = DlmsTestMeter.start(meter().build());
        DlmsClient client = TestMeters.open(meter, TestMeters.Line.UDP, impatient)) {
      meter.inject(MeterFault.of(MeterFault.Kind.LOST_ANY_GBT_BLOCK).once().after(2));
      assertArrayEquals(sample(LONG), client.get(LONG_ONE).asBytes());
      assertEquals(1, meter.statistics().faults());
    }
  }

  @Test
  void accessDoesSeveralThingsAtOnce() throws IOException {
    try (DlmsTestMeter meter = DlmsTestMeter.start(meter().build());
        DlmsClient client = TestMeters.open(meter, client(By.GENERAL_BLOCKS).build())) {
      List<Access.Outcome> outcomes =
          client.access(
              List.of(
                  Access.get(TestMeters.ENERGY),
                  Access.set(TestMeters.WRITABLE, Data.octets((byte) 7)),
                  Access.call(TestMeters.method(70, "0.0.96.3.10.255", 1), Data.int8(0)),
                  Access.get(TestMeters.PROFILE, new Selection.Entries(1, 2, 1, 0)),
                  Access.get(LONG_ONE),
                  Access.get(AttributeReference.of("1:0.0.42.0.0.255:99"))));
      assertEquals(TestMeters.ENERGY_AT_START, outcomes.get(0).data().asLong());
      assertTrue(outcomes.get(1).isSuccess());
      assertTrue(outcomes.get(2).isSuccess());
      assertEquals(2, outcomes.get(3).data().elements().size());
      assertArrayEquals(sample(LONG), outcomes.get(4).data().asBytes());
      assertFalse(outcomes.get(5).isSuccess());
      assertArrayEquals(new byte[] {7}, client.get(TestMeters.WRITABLE).asBytes());
    }
  }

  @Test
  void rowsAreSelectedByEntriesAndByRange() throws IOException {
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().build());
        DlmsClient client = TestMeters.open(meter, TestMeters.options(16).build())) {
      Data entries = client.get(TestMeters.PROFILE, new Selection.Entries(3, 7, 1, 2));
      assertEquals(5, entries.elements().size());
      assertEquals(2, entries.elements().get(0).elements().size());
      Data all = client.get(TestMeters.PROFILE);
      assertEquals(
          all.elements().get(2).elements().subList(0, 2), entries.elements().get(0).elements());

      CaptureObject clock = CaptureObject.of(AttributeReference.of("8:0.0.1.0.0.255:2"));
      CaptureObject energy = CaptureObject.of(TestMeters.ENERGY);
      Data from = Data.octets(CosemDateTime.of(NOON.minusSeconds(3600).atOffset(ZoneOffset.UTC)));
      Data to = Data.octets(CosemDateTime.of(NOON.minusSeconds(900).atOffset(ZoneOffset.UTC)));
      Data hour = client.get(TestMeters.PROFILE, new Selection.Range(clock, from, to, List.of()));
      assertEquals(4, hour.elements().size());
      assertEquals(all.elements().subList(95, 99), hour.elements());
      Data column =
          client.get(TestMeters.PROFILE, new Selection.Range(clock, from, to, List.of(energy)));
      assertEquals(1, column.elements().get(0).elements().size());
      assertEquals(
          all.elements().get(95).elements().get(2), column.elements().get(0).elements().get(0));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shortNamesDoTheSame(boolean generalBlocks) throws IOException {
    Conformance services =
        generalBlocks
            ? DlmsClientOptions.SHORT_NAMES
            : DlmsClientOptions.SHORT_NAMES.without(Bit.GENERAL_BLOCK_TRANSFER);
    DlmsClientOptions options =
        client(By.GENERAL_BLOCKS).logicalNames(false).conformance(services).build();
    try (DlmsTestMeter meter = DlmsTestMeter.start(meter().build());
        DlmsClient client = TestMeters.open(meter, options)) {
      assertEquals(TestMeters.ENERGY_AT_START, client.get(TestMeters.ENERGY).asLong());
      assertArrayEquals(sample(LONG), client.get(LONG_ONE).asBytes());
      client.set(LONG_ONE, Data.octets(sample(LONG + 3)));
      assertArrayEquals(sample(LONG + 3), client.get(LONG_ONE).asBytes());
      Data entries = client.get(TestMeters.PROFILE, new Selection.Entries(3, 7, 1, 2));
      assertEquals(5, entries.elements().size());
      client.call(TestMeters.method(70, "0.0.96.3.10.255", 1), Data.int8(0));
      assertFalse(client.get(AttributeReference.of("70:0.0.96.3.10.255:2")).asBoolean());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Mechanism.class,
      names = {"HIGH_SHA1", "HIGH_SHA256"})
  void shortNamesProveWhoBothAre(Mechanism mechanism) throws IOException {
    DlmsClientOptions options =
        TestMeters.options(1)
            .authentication(mechanism, TestMeters.SECRET)
            .systemTitle(TestMeters.CLIENT_TITLE)
            .logicalNames(false)
            .build();
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().build());
        DlmsClient client = TestMeters.open(meter, options)) {
      assertEquals(TestMeters.ENERGY_AT_START, client.get(TestMeters.ENERGY).asLong());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TestMeters.Line.class,
      names = {"HDLC", "UDP"})
  void longValuesTravelOverOtherLinesToo(TestMeters.Line line) throws IOException {
    try (DlmsTestMeter meter = DlmsTestMeter.start(meter().build());
        DlmsClient client = TestMeters.open(meter, line, client(By.SERVICE_BLOCKS).build())) {
      assertArrayEquals(sample(LONG), client.get(LONG_ONE).asBytes());
      client.set(LONG_ONE, Data.octets(sample(LONG + 4)));
      assertArrayEquals(sample(LONG + 4), client.get(LONG_ONE).asBytes());
    }
  }
}
