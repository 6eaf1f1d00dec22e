/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eclipse.kura.wire.WireRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.meterway.api.message.Message;
import org.meterway.api.status.Status;
import org.osgi.framework.ServiceReference;
import org.osgi.service.wireadmin.Wire;
import org.osgi.service.wireadmin.WireAdminEvent;

@Timeout(60)
class MeterEmitterTest {
  private final FakeGraph graph = new FakeGraph();
  private final MeterEmitter emitter =
      new MeterEmitter(graph.context(), Map.of("kura.service.pid", "emitter1"), graph);

  @AfterEach
  void close() {
    emitter.close();
  }

  @Test
  void givenMessagesThenEachIsEmittedInOrderInAnEnvelopeOfItsOwn() {
    configure(Map.of());
    IntStream.range(0, 500).forEach(i -> meterSends(new Message.Get(i)));

    Eventually.isTrue("all are emitted", () -> counted("emitted") == 500);
    for (int i = 0; i < 500; i++) {
      List<WireRecord> envelope = graph.envelopes.get(i);
      assertEquals(1, envelope.size());
      assertEquals("0x%04x".formatted(i), Samples.get(envelope.get(0), "parameter"));
    }
    assertEquals(0, counted("dropped"));
  }

  @Test
  void givenTheReaderUsesItsBufferAgainThenTheRecordKeepsItsBytes() {
    configure(Map.of());
    byte[] information = Samples.information(new Message.Transparent(Samples.HELLO));
    byte[] buffer = new byte[information.length + 2];
    System.arraycopy(information, 0, buffer, 2, information.length);
    long before = System.currentTimeMillis();
    graph.listener.received(
        "meter1", new Message.Transparent(Samples.HELLO), buffer, 2, information.length);
    Arrays.fill(buffer, (byte) 0);

    Eventually.isTrue("it is emitted", () -> counted("emitted") == 1);
    WireRecord record = graph.envelopes.get(0).get(0);
    assertArrayEquals(information, (byte[]) Samples.get(record, "raw"));
    assertTrue((long) Samples.get(record, "messageTimestamp") >= before);
  }

  @Test
  void givenASlowComponentBehindThenTheReaderIsNotHeldUpAndWhatDoesNotFitIsCounted()
      throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    graph.behind = records -> await(busy, release);
    configure(Map.of("queueCapacity", 10));
    meterSends(new Message.Get(0));
    busy.await();
    IntStream.rangeClosed(1, 15).forEach(i -> meterSends(new Message.Get(i)));

    assertEquals(5, counted("dropped"));
    assertEquals(10, counted("waiting.messages"));
    release.countDown();
    Eventually.isTrue("the others are emitted", () -> counted("emitted") == 11);
    assertEquals("0x000a", Samples.get(graph.envelopes.get(10).get(0), "parameter"));
  }

  @Test
  void givenAComponentBehindThatThrowsThenTheNextMessagesAreEmitted() {
    graph.behind =
        records -> {
          switch ((String) Samples.get(records.get(0), "parameter")) {
            case "0x0000" -> throw new IllegalStateException("not open");
            case "0x0001" -> throw new NoClassDefFoundError("missing");
            default -> Thread.currentThread().interrupt();
          }
        };
    configure(Map.of());
    IntStream.range(0, 5).forEach(i -> meterSends(new Message.Get(i)));

    Eventually.isTrue("it went on", () -> counted("emitted") == 3);
    assertEquals(2, counted("failed"));
  }

  @Test
  void givenTheComponentBehindIsStuckThenClosingEndsAllTheSame() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    graph.behind = records -> await(busy, release);
    configure(Map.of());
    meterSends(new Message.Get(0));
    meterSends(new Message.Get(1));
    busy.await();

    long begin = System.nanoTime();
    emitter.close();
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);

    assertTrue(seconds < 10, "took " + seconds + " s");
    assertEquals(1, graph.envelopes.size());
    assertEquals(List.of("register", "unregister"), graph.registrations);
    release.countDown();
    Eventually.isTrue("its thread ends", () -> threads() == 0);
    assertEquals(1, graph.envelopes.size());
  }

  @Test
  void givenFiltersThenOnlyWhatPassesAllOfThemIsEmitted() {
    configure(
        Map.of(
            "protocols", "0x2200, ",
            "commands", "EVENT,0xc0",
            "parameters", "0x8003, 32770"));
    meterSends(new Message.Transparent(Samples.HELLO));
    meterSends(new Message.Get(0x8005));
    meterSends(new Message.SetResponse(0x8003, true));
    meterSends(new Message.EventAcknowledgement(true));
    meterSends(new Message.Get(0x8003));
    meterSends(new Message.Event(0x8002, Samples.HELLO));

    Eventually.isTrue("two are emitted", () -> counted("emitted") == 2);
    assertEquals(2, counted("messages"));
    assertEquals(4, counted("filtered"));
    assertEquals("GET", Samples.get(graph.envelopes.get(0).get(0), "command"));
    assertEquals("EVENT", Samples.get(graph.envelopes.get(1).get(0), "command"));
  }

  @Test
  void givenLinksThenItListensToThemAndAChangeDoesNotInterruptIt() {
    configure(Map.of());
    assertArrayEquals(new String[] {"*"}, links());

    configure(Map.of());
    configure(Map.of("queueCapacity", 7));
    assertEquals(List.of("register"), graph.registrations);

    configure(Map.of("links", "meter1,, meter2 ,meter1"));
    assertEquals(List.of("register", "change"), graph.registrations);
    assertArrayEquals(new String[] {"meter1", "meter2"}, links());
  }

  @Test
  void givenAnInvalidChangeThenTheLastGoodConfigurationStaysAndTheStatusTellsWhy() {
    configure(Map.of("valueAs", "TEXT"));
    configure(
        Map.of(
            "valueAs", "WORDS",
            "protocols", "0x12345",
            "commands", "GOT",
            "parameters", "all",
            "queueCapacity", 0));

    assertEquals("MISCONFIGURED", status().state());
    for (String wrong : List.of("WORDS", "0x12345", "GOT", "all", "queueCapacity is \"0\"")) {
      assertTrue(status().reason().contains(wrong), () -> wrong + ": " + status().reason());
    }
    meterSends(new Message.Transparent(Samples.HELLO));
    Eventually.isTrue("it still emits", () -> counted("emitted") == 1);
    assertEquals("68656c6c6f", Samples.get(graph.envelopes.get(0).get(0), "value"));

    configure(Map.of());
    assertEquals("UNWIRED", status().state());
  }

  @Test
  void givenAnInvalidFirstConfigurationThenItIsThereAndHearsNothing() {
    configure(Map.of("queueCapacity", -1));

    assertEquals("MISCONFIGURED", status().state());
    assertEquals(List.of(), graph.registrations);
  }

  @Test
  void givenWiresThenTheSupportKnowsThemAndTheStatusCountsThem() {
    configure(Map.of());
    assertEquals("no wire leads to another component", status().reason());
    Wire[] wires = {wire(), wire()};

    emitter.consumersConnected(wires);
    assertSame(wires, graph.consumers);
    assertEquals("ACTIVE", status().state());
    assertEquals("2", status().facts().get("wires"));

    emitter.consumersConnected(null);
    assertEquals("UNWIRED", status().state());
    assertEquals("emitter1", status().name());
    assertEquals("polled", emitter.polled(null));
  }

  /** Wire Admin catches what a component throws, and tells its listeners. */
  @Test
  void givenWireAdminTellsOfAFailureThenItIsCountedWhereTheWireIsTheEmittersOwn() {
    configure(Map.of());
    Wire own = wire();
    emitter.consumersConnected(new Wire[] {own});
    assertEquals(
        WireAdminEvent.CONSUMER_EXCEPTION, graph.wireListenerProperties.get("wireadmin.events"));

    graph.wireListener.wireAdminEvent(event(own));
    graph.wireListener.wireAdminEvent(event(wire()));
    assertEquals(1, counted("failed"));

    emitter.consumersConnected(null);
    graph.wireListener.wireAdminEvent(event(own));
    assertEquals(1, counted("failed"));
    emitter.close();
    assertNull(graph.wireListener);
  }

  private static Wire wire() {
    return Proxies.of(
        Wire.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "equals" -> proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              case "getProperties" -> new Hashtable<>(Map.of("receiver.kura.service.pid", "x"));
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  private static WireAdminEvent event(Wire wire) {
    ServiceReference<?> wireAdmin = Proxies.of(ServiceReference.class, (p, m, a) -> null);
    return new WireAdminEvent(
        wireAdmin, WireAdminEvent.CONSUMER_EXCEPTION, wire, new IllegalStateException("not open"));
  }

  private void configure(Map<String, Object> values) {
    emitter.configure(Proxies.config(MeterEmitterConfig.class, values));
  }

  private void meterSends(Message message) {
    byte[] information = Samples.information(message);
    graph.listener.received("meter1", message, information, 0, information.length);
  }

  private Status status() {
    return emitter.describe();
  }

  private long counted(String counter) {
    return status().counters().get(counter);
  }

  private String[] links() {
    return (String[]) graph.listenerProperties.get("meterway.link");
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("meterway-wires-emitter1"))
        .count();
  }

  private static void await(CountDownLatch busy, CountDownLatch release) {
    busy.countDown();
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new AssertionError("a component behind must not be interrupted", e);
    }
  }
}
