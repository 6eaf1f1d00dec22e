/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.meterway.dlms.apdu.ActionResult;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.client.DataAccessException;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.client.MethodException;
import org.meterway.dlms.data.CosemDateTime;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataTag;
import org.meterway.dlms.data.Obis;

/** The meter's objects do what their classes say. */
class ObjectsTest {
  private static final String IMAGE = "0.0.44.0.0.255";

  private static Data attribute(DlmsClient client, String reference) throws IOException {
    return client.get(AttributeReference.of(reference));
  }

  @Test
  void everyAttributeOfTheObjectListIsReadAsItsRightsSay() throws IOException {
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().build());
        DlmsClient client = TestMeters.manager(meter)) {
      int values = 0;
      for (Data entry : client.get(TestMeters.OBJECTS).elements()) {
        int classId = (int) entry.elements().get(0).asLong();
        Obis name = Obis.read(entry.elements().get(2).asBytes(), 0);
        for (Data attribute : entry.elements().get(3).elements().get(0).elements()) {
          int number = (int) attribute.elements().get(0).asLong();
          AttributeReference reference = new AttributeReference(classId, name, number);
          if ((attribute.elements().get(1).asLong() & 1) != 0) {
            client.get(reference);
            values++;
          } else {
            assertThrows(DataAccessException.class, () -> client.get(reference));
          }
        }
      }
      assertTrue(values > 200, values + " values");
    }
  }

  @Test
  void thereIsAnObjectForEachTypeWhichCanBeSet() throws IOException {
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().build());
        DlmsClient client = TestMeters.manager(meter)) {
      for (DataTag tag : DataTag.values()) {
        AttributeReference reference =
            AttributeReference.of("1:0.0.128.0." + tag.code() + ".255:2");
        Data value = client.get(reference);
        assertEquals(tag, value.tag());
        assertEquals(EveryType.sample(tag), value);
        client.set(reference, value);
      }
      assertThrows(
          DataAccessException.class,
          () -> client.set(AttributeReference.of("1:0.0.128.0.6.255:2"), Data.text("no number")));
    }
  }

  @Test
  void theClockIsSetAdjustedAndShifted() throws IOException {
    AttributeReference time = AttributeReference.of("8:0.0.1.0.0.255:2");
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().build());
        DlmsClient client = TestMeters.manager(meter)) {
      assertEquals(Instant.parse("2026-03-01T12:00:00Z"), instant(client.get(time)));
      client.set(
          time,
          Data.octets(
              CosemDateTime.of(
                  Instant.parse("2026-07-01T10:08:20Z").atOffset(ZoneOffset.ofHours(2)))));
      assertEquals(Instant.parse("2026-07-01T10:08:20Z"), instant(client.get(time)));
      client.call(TestMeters.method(8, "0.0.1.0.0.255", 6), Data.int16(15));
      assertEquals(Instant.parse("2026-07-01T10:08:35Z"), instant(client.get(time)));
      client.call(TestMeters.method(8, "0.0.1.0.0.255", 3), Data.int8(0));
      assertEquals(Instant.parse("2026-07-01T10:09:00Z"), instant(client.get(time)));
      client.call(TestMeters.method(8, "0.0.1.0.0.255", 1), Data.int8(0));
      assertEquals(Instant.parse("2026-07-01T10:15:00Z"), instant(client.get(time)));
      assertThrows(
          MethodException.class,
          () -> client.call(TestMeters.method(8, "0.0.1.0.0.255", 6), Data.int16(901)));
    }
  }

  private static Instant instant(Data value) {
    return CosemDateTime.read(value.asBytes(), 0).toInstant().orElseThrow();
  }

  @Test
  void aScriptDisconnects() throws IOException {
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().build());
        DlmsClient client = TestMeters.manager(meter)) {
      assertTrue(attribute(client, "70:0.0.96.3.10.255:2").asBoolean());
      client.call(TestMeters.method(9, "0.0.10.0.100.255", 1), Data.unsigned16(1));
      assertFalse(attribute(client, "70:0.0.96.3.10.255:2").asBoolean());
      client.call(TestMeters.method(70, "0.0.96.3.10.255", 2), Data.int8(0));
      assertTrue(attribute(client, "70:0.0.96.3.10.255:2").asBoolean());
    }
  }

  @Test
  void aProfileIsCapturedAndReset() throws IOException {
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().build());
        DlmsClient client = TestMeters.manager(meter)) {
      assertEquals(100, attribute(client, "7:1.0.99.1.0.255:7").asLong());
      client.call(TestMeters.method(7, "1.0.99.1.0.255", 1), Data.int8(0));
      assertEquals(0, client.get(TestMeters.PROFILE).elements().size());
      client.call(TestMeters.method(7, "1.0.99.1.0.255", 2), Data.int8(0));
      Data rows = client.get(TestMeters.PROFILE);
      assertEquals(1, rows.elements().size());
      assertEquals(TestMeters.ENERGY_AT_START, rows.elements().get(0).elements().get(2).asLong());
    }
  }

  @Test
  void anImageIsTransferredResumedVerifiedAndActivated() throws IOException {
    byte[] image = new byte[1000];
    for (int i = 0; i < image.length; i++) {
      image[i] = (byte) i;
    }
    DlmsMeterOptions options =
        TestMeters.usual().lostImageBlocks(Set.of(3, 11)).verificationCalls(2).build();
    try (DlmsTestMeter meter = DlmsTestMeter.start(options)) {
      try (DlmsClient client = TestMeters.manager(meter)) {
        client.call(
            TestMeters.method(18, IMAGE, 1),
            Data.structure(Data.octets("fw".getBytes()), Data.unsigned32(image.length)));
        send(client, image, 0, 10);
      }
      try (DlmsClient client = TestMeters.manager(meter)) {
        assertEquals(3, attribute(client, "18:" + IMAGE + ":4").asLong());
        send(client, image, 10, 16);
        assertThrows(
            MethodException.class,
            () -> client.call(TestMeters.method(18, IMAGE, 3), Data.int8(0)),
            "blocks are missing");
        Data status = attribute(client, "18:" + IMAGE + ":3");
        for (int block = 0; block < 16; block++) {
          if (!((Data.BitString) status).bit(block)) {
            send(client, image, block, block + 1);
          }
        }
        for (int i = 0; i < 2; i++) {
          assertEquals(
              ActionResult.TEMPORARY_FAILURE,
              assertThrows(
                      MethodException.class,
                      () -> client.call(TestMeters.method(18, IMAGE, 3), Data.int8(0)))
                  .result());
        }
        client.call(TestMeters.method(18, IMAGE, 3), Data.int8(0));
        assertEquals(3, attribute(client, "18:" + IMAGE + ":6").asLong());
        client.call(TestMeters.method(18, IMAGE, 4), Data.int8(0));
      }
      ImageTransferObject object =
          (ImageTransferObject) meter.objects().find(18, Obis.of(IMAGE)).orElseThrow();
      assertEquals(ImageTransferObject.Stage.ACTIVATED, object.stage());
      assertArrayEquals(image, object.image());
    }
  }

  private static void send(DlmsClient client, byte[] image, int from, int to) throws IOException {
    for (int block = from; block < to; block++) {
      int end = Math.min(image.length, (block + 1) * 64);
      byte[] part = java.util.Arrays.copyOfRange(image, block * 64, end);
      client.call(
          TestMeters.method(18, IMAGE, 2),
          Data.structure(Data.unsigned32(block), Data.octets(part)));
    }
  }

  @Test
  void oneAddsObjectsOfOnesOwn() throws IOException {
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().build());
        DlmsClient client = TestMeters.manager(meter)) {
      AttributeReference own = AttributeReference.of("8192:0.0.199.0.0.255:2");
      assertThrows(DataAccessException.class, () -> client.get(own));
      meter
          .objects()
          .add(
              DeclaredObject.of(8192, 0, "0.0.199.0.0.255")
                  .computed(2, () -> Data.text("mine"))
                  .build());
      assertEquals("mine", client.get(own).asText());
    }
  }

  @Test
  void specialDaysAreInsertedAndDeleted() throws IOException {
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().build());
        DlmsClient client = TestMeters.manager(meter)) {
      Data day = attribute(client, "11:0.0.11.0.0.255:2").elements().get(0);
      client.call(TestMeters.method(11, "0.0.11.0.0.255", 2), day.elements().get(0));
      assertEquals(1, attribute(client, "11:0.0.11.0.0.255:2").elements().size());
      client.call(TestMeters.method(11, "0.0.11.0.0.255", 1), day);
      assertEquals(2, attribute(client, "11:0.0.11.0.0.255:2").elements().size());
    }
  }
}
