/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueuedEventsTest {
  private final FakeExchange exchange = new FakeExchange("GET", "/events");
  private final List<QueuedEvents> ended = new ArrayList<>();
  private final QueuedEvents events = new QueuedEvents(ended::add);

  @ParameterizedTest
  @CsvSource({
    "a,          'data: a\n'",
    "'',         'data: \n'",
    "'a\nb',     'data: a\ndata: b\n'",
    "'a\r\nb\r', 'data: a\ndata: b\ndata: \n'",
    "'x: y\n\nevent: z', 'data: x: y\ndata: \ndata: event: z\n'",
  })
  void eachLineOfTheDataIsOneOfTheEvent(String data, String lines) throws IOException {
    events.attach(exchange);

    assertTrue(events.send("status", data));

    assertEquals(List.of("event: status\n" + lines + "\n"), exchange.channel.written);
    assertEquals(1, exchange.channel.flushes);
  }

  @Test
  void anEventsNameIsOneLine() throws IOException {
    events.attach(exchange);

    events.send("a\ndata: b", "");

    assertEquals(List.of("event: a data: b\ndata: \n\n"), exchange.channel.written);
  }

  @Test
  void whatCannotBeWrittenYetWaitsInOrder() throws IOException {
    exchange.channel.room = 0;
    events.attach(exchange);
    events.send("a", "1");
    events.send("b", "2");
    assertEquals(List.of(), exchange.channel.written);

    exchange.channel.room = 5;
    events.send("c", "3");

    assertEquals(
        List.of("event: a\ndata: 1\n\n", "event: b\ndata: 2\n\n", "event: c\ndata: 3\n\n"),
        exchange.channel.written);
  }

  @Test
  void aListenerThatTakesNothingIsLetGoBeforeTooMuchWaits() throws IOException {
    exchange.channel.room = 0;
    events.attach(exchange);
    String half = "x".repeat(QueuedEvents.MOST_BYTES / 2);

    assertTrue(events.send("a", half));
    assertFalse(events.send("b", half));

    assertFalse(events.isOpen());
    assertTrue(events.isTooSlow());
    assertTrue(exchange.channel.closed);
    assertEquals(List.of(events), ended);
  }

  @Test
  void oneLongEventMayWaitAlone() throws IOException {
    exchange.channel.room = 0;
    events.attach(exchange);

    assertTrue(events.send("a", "x".repeat(2 * QueuedEvents.MOST_BYTES)));
  }

  @Test
  void aListenerThatStandsStillForTwoHeartbeatsIsLetGo() throws IOException {
    exchange.channel.room = 0;
    events.attach(exchange);
    events.heartbeat();
    assertTrue(events.isOpen());

    events.heartbeat();

    assertFalse(events.isOpen());
    assertTrue(events.isTooSlow());
  }

  @Test
  void aListenerThatKeepsUpHearsHeartbeats() throws IOException {
    events.attach(exchange);

    events.heartbeat();
    events.heartbeat();
    events.heartbeat();

    assertTrue(events.isOpen());
    assertEquals(List.of(":\n\n", ":\n\n", ":\n\n"), exchange.channel.written);
  }

  @Test
  void aListenerThatIsGoneIsForgotten() throws IOException {
    events.attach(exchange);
    exchange.channel.broken = true;

    assertFalse(events.send("a", "1"));

    assertFalse(events.isOpen());
    assertFalse(events.isTooSlow());
    assertEquals(List.of(events), ended);
    events.close();
    assertEquals(1, ended.size());
  }
}
