/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.kura.wire.WireRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterway.api.headend.SendResult;
import org.meterway.api.message.Message;
import org.meterway.api.status.Status;
import org.osgi.service.wireadmin.Wire;

class MeterReceiverTest {
  private final FakeGraph graph = new FakeGraph();
  private final FakeLink meter1 = new FakeLink("meter1");
  private final FakeLink meter2 = new FakeLink("meter2");
  private final MeterReceiver receiver =
      new MeterReceiver(graph.context(), Map.of("kura.service.pid", "receiver1"), graph);

  @BeforeEach
  void bindLinks() {
    receiver.addLink(meter1);
    receiver.addLink(meter2);
  }

  @Test
  void givenRecordsThenEachGoesToItsLinkAndThoseWithoutOneToTheConfiguredLink() {
    configure(Map.of("link", "meter1"));
    receive(
        Map.of("link", "meter2", "value", Samples.HELLO),
        Map.of("value", "00"),
        Map.of("link", " ", "value", "01"));

    assertEquals(List.of(new Message.Transparent(Samples.HELLO)), meter2.toMeter);
    assertEquals(
        List.of(new Message.Transparent(new byte[] {0}), new Message.Transparent(new byte[] {1})),
        meter1.toMeter);
    assertEquals(3, counted("sent"));
  }

  @Test
  void givenRecordsThatCannotBeSentThenTheOthersOfTheEnvelopeGoAllTheSame() {
    configure(Map.of());
    receive(
        Map.of("link", "meter1", "value", 5L),
        Map.of("link", "meter9", "value", "00"),
        Map.of("value", "00"),
        Map.of("link", "meter1", "command", "EVENT", "parameter", "0x2801", "value", new byte[256]),
        Map.of("link", "meter1", "value", "00"));

    assertEquals(1, meter1.toMeter.size());
    assertEquals(5, counted("records"));
    assertEquals(2, counted("invalid.records"));
    assertEquals(2, counted("unknown.link"));
    assertEquals(1, counted("sent"));
  }

  @ParameterizedTest
  @CsvSource({
    "QUEUE_FULL, refused.queue.full",
    "TOO_LARGE, refused.too.large",
    "EMPTY, refused.empty",
    "CLOSED, refused.closed"
  })
  void givenALinkThatRefusesThenTheCauseIsCounted(SendResult result, String counter) {
    configure(Map.of("link", "meter1"));
    meter1.result = result;
    receive(Map.of("value", "00"));

    assertEquals(1, counted(counter));
    assertEquals(0, counted("sent"));
  }

  @Test
  void givenALinkThatThrowsThenTheOthersGoOn() {
    configure(Map.of());
    meter1.failure = new IllegalStateException("gone");
    receive(Map.of("link", "meter1", "value", "00"), Map.of("link", "meter2", "value", "00"));

    assertEquals(1, counted("failed"));
    assertEquals(1, counted("sent"));
  }

  @Test
  void givenALinkMadeAnewThenItIsFoundAlthoughTheEarlierOneGoesLater() {
    configure(Map.of("link", "meter1"));
    FakeLink successor = new FakeLink("meter1");
    receiver.addLink(successor);
    receiver.removeLink(meter1);
    receive(Map.of("value", "00"));
    receiver.removeLink(successor);
    receive(Map.of("value", "00"));

    assertEquals(1, successor.toMeter.size());
    assertEquals(0, meter1.toMeter.size());
    assertEquals(1, counted("unknown.link"));
    assertEquals("meter2", status().facts().get("links"));
  }

  @Test
  void givenATimerInFrontThenItsRecordsBecomeTheConfiguredQuestion() {
    configure(Map.of("link", "meter1", "command", "GET", "parameter", "0x8003"));
    receive(Map.of("TIMER", 1_700_000_000_000L), Map.of("value", 5L));

    assertEquals(List.of(new Message.Get(0x8003), new Message.Get(0x8003)), meter1.toMeter);
  }

  @Test
  void givenATimerInFrontThenItsRecordsBecomeTheConfiguredDataOrSetting() {
    configure(Map.of("link", "meter1", "fixedValue", "01 02"));
    receive(Map.of("TIMER", 1L));
    configure(
        Map.of("link", "meter1", "command", "SET", "parameter", "0x2801", "fixedValue", "03"));
    receive(
        Map.of("TIMER", 1L), Map.of("value", "04"), Map.of("value", "a", "type", "visible-string"));

    assertEquals(new Message.Transparent(new byte[] {1, 2}), meter1.toMeter.get(0));
    assertEquals(new Message.SetData(0x2801, new byte[] {3}), meter1.toMeter.get(1));
    assertEquals(new Message.SetData(0x2801, new byte[] {4}), meter1.toMeter.get(2));
    assertEquals(new Message.SetData(0x2801, new byte[] {'a'}), meter1.toMeter.get(3));
  }

  @Test
  void givenARecordThatSaysWhatItIsThenTheConfiguredQuestionDoesNotTouchIt() {
    configure(Map.of("link", "meter1", "command", "GET", "parameter", "0x8003"));
    receive(
        Map.of("protocol", "0x2100", "value", "00"), Map.of("command", "GET", "parameter", "1"));

    assertEquals(
        List.of(new Message.Transparent(new byte[] {0}), new Message.Get(1)), meter1.toMeter);
  }

  @Test
  void givenTheHeadEndAsDestinationThenItGetsTheValueElseTheRawBytesElseTheConfiguredValue() {
    configure(Map.of("destination", "HEAD_END", "link", "meter1", "fixedValue", "09"));
    byte[] payload = {7};
    receive(
        Map.of("value", payload, "raw", "bf07", "protocol", "0x2100"),
        Map.of("raw", "bf08"),
        Map.of("TIMER", 1L),
        Map.of("value", 5L, "type", "long-unsigned"),
        Map.of("value", true));

    assertArrayEquals(payload, meter1.toHeadEnd.get(0));
    // The head end owns what it gets; the record belongs to other components too.
    assertNotSame(payload, meter1.toHeadEnd.get(0));
    assertArrayEquals(new byte[] {(byte) 0xBF, 8}, meter1.toHeadEnd.get(1));
    assertArrayEquals(new byte[] {9}, meter1.toHeadEnd.get(2));
    assertArrayEquals(new byte[] {0, 5}, meter1.toHeadEnd.get(3));
    assertEquals(1, counted("invalid.records"));
    assertEquals(0, meter1.toMeter.size());
  }

  @Test
  void givenAnInvalidConfigurationThenTheLastGoodOneStaysInForce() {
    configure(Map.of("destination", "MOON"));
    receive(Map.of("link", "meter1", "value", "00"));
    assertEquals(1, counted("unconfigured"));

    configure(Map.of("link", "meter1"));
    configure(
        Map.of("destination", "MOON", "command", "EVENT", "parameter", "x", "fixedValue", "0"));
    receive(Map.of("value", "00"));

    assertEquals(1, meter1.toMeter.size());
    assertEquals("MISCONFIGURED", status().state());
    for (String wrong : List.of("MOON", "EVENT", "parameter is \"x\"", "fixedValue is \"0\"")) {
      assertTrue(status().reason().contains(wrong), () -> wrong + ": " + status().reason());
    }
  }

  @Test
  void givenAQuestionWithoutItsParameterThenTheConfigurationIsRefused() {
    configure(Map.of("command", "GET"));

    assertTrue(status().reason().contains("parameter is \"\""), status()::reason);
  }

  @Test
  void givenWiresThenTheSupportKnowsThemAndHandsOverWhatComes() {
    configure(Map.of("link", "meter1"));
    assertEquals("UNWIRED", status().state());
    Wire[] wires = {null};

    receiver.producersConnected(wires);
    receiver.updated(null, Records.envelope(Records.of(Map.of("value", "00"))));

    assertSame(wires, graph.producers);
    assertEquals("ACTIVE", status().state());
    assertEquals(1, meter1.toMeter.size());
  }

  private void configure(Map<String, Object> values) {
    receiver.configure(Proxies.config(MeterReceiverConfig.class, values));
  }

  @SafeVarargs
  private void receive(Map<String, Object>... records) {
    List<WireRecord> envelope = new ArrayList<>();
    for (Map<String, Object> record : records) {
      envelope.add(Records.of(record));
    }
    receiver.onWireReceive(Records.envelope(envelope.toArray(WireRecord[]::new)));
  }

  private Status status() {
    return receiver.describe();
  }

  private long counted(String counter) {
    return status().counters().get(counter);
  }
}
