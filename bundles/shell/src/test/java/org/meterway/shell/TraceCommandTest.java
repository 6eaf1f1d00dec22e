/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.meterway.api.codec.FrameCodec;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.link.LineListener;
import org.meterway.api.message.MessageCodec;
import org.meterway.rfc1662.Rfc1662FrameCodec;
import org.meterway.rfc1662.Rfc1662MessageCodec;

/** Traffic, shown to whoever asks. */
@Timeout(60)
class TraceCommandTest {
  private static final byte[] FRAME =
      new Rfc1662FrameCodec()
          .newEncoder(FrameFormat.QUECPYTHON)
          .encode(0x2100, 0xBF, "hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

  private final Map<LineListener, List<String>> registered = new ConcurrentHashMap<>();
  private final TraceCommand command =
      new TraceCommand(
          FakeServices.gateway()
              .with(FrameCodec.class, new Rfc1662FrameCodec())
              .with(MessageCodec.class, new Rfc1662MessageCodec()),
          (listener, links) -> {
            registered.put(listener, links);
            return () -> registered.remove(listener);
          });
  private final StringWriter shown = new StringWriter();
  private Thread operator;

  @AfterEach
  void end() throws InterruptedException {
    command.deactivate();
    if (operator != null) {
      operator.join();
    }
  }

  private void type(String... words) {
    operator =
        new Thread(
            () -> {
              PrintWriter out = new PrintWriter(shown);
              try {
                command.run(List.of(words), out);
              } catch (InterruptedException e) {
                out.println("interrupted");
              }
              out.flush();
            });
    operator.start();
    await(() -> !registered.isEmpty());
  }

  private LineListener tap() {
    return registered.keySet().iterator().next();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "in time");
      Thread.onSpinWait();
    }
  }

  @Test
  void bothDirectionsAreShownInWordsAndInHexUntilInterrupted() throws InterruptedException {
    type("on", "meter1");
    assertEquals(List.of("meter1"), registered.get(tap()));
    tap().received("meter1", FrameFormat.QUECPYTHON, FRAME, 0, 5);
    tap().received("meter1", FrameFormat.QUECPYTHON, FRAME, 5, FRAME.length - 5);
    tap().sent("meter1", FrameFormat.QUECPYTHON, FRAME, 0, FRAME.length);
    await(() -> shown.toString().contains("->"));
    operator.interrupt();
    operator.join();
    String text = shown.toString();
    assertTrue(
        text.contains(" meter1 <- 16 octets: 0x2100 SERIAL_NET, 5 octets 68656c6c6f\n"), text);
    assertTrue(text.contains("\n  0000  7e ff 03 00 21 00 06 bf  68 65 6c 6c 6f "), text);
    assertTrue(text.contains("~...!...hello"), text);
    assertTrue(text.endsWith("interrupted\n"), text);
    assertTrue(registered.isEmpty());
  }

  @Test
  void whatIsPendingIsShownOnceTheLineIsSilent() {
    type("on");
    tap().received("meter1", FrameFormat.QUECPYTHON, FRAME, 0, 9);
    await(() -> shown.toString().contains("FAULT TIMEOUT"));
  }

  @Test
  void whatCannotBeShownInTimeIsLeftOutAndSaid() {
    type("on");
    byte[] much = new byte[1 << 16];
    LineListener tap = tap();
    for (int i = 0; i < 100; i++) {
      tap.received("meter1", FrameFormat.QUECPYTHON, much, 0, much.length);
    }
    await(() -> shown.toString().contains("octets came too fast and are not shown"));
  }

  @Test
  void offEndsTheTracesOfTheNamedLinks() throws InterruptedException {
    type("on", "meter1");
    assertTrue(Typed.good(command).contains("To a terminal: meter1"));
    assertTrue(Typed.wrong(command, "off", "meter2").startsWith("unknown traced link \"meter2\""));
    assertEquals("Ended: 1 traces\n", Typed.good(command, "off", "meter1"));
    operator.join();
    assertTrue(registered.isEmpty());
    assertEquals("Nothing is traced.\n", Typed.good(command));
  }

  @Test
  void secondsEndIt() throws InterruptedException {
    type("on", "--seconds", "1");
    operator.join();
    assertTrue(registered.isEmpty());
  }

  @Test
  void theLogIsWrittenInTheBackgroundAndForAWhileOnly() {
    assertTrue(Typed.good(command, "on", "--log", "--seconds", "1").startsWith("The log shows"));
    assertFalse(registered.isEmpty());
    tap().received("meter1", FrameFormat.QUECPYTHON, FRAME, 0, FRAME.length);
    await(registered::isEmpty);
  }

  @Test
  void thereAreNotMoreThanFour() {
    for (int i = 0; i < 4; i++) {
      Typed.good(command, "on", "--log");
    }
    Typed fifth = Typed.at(command, "on", "--log");
    assertEquals(1, fifth.status());
    assertEquals("4 traces run already; end one with 'trace off'.\n", fifth.output());
    assertEquals("Ended: 4 traces\n", Typed.good(command, "off"));
    await(registered::isEmpty);
  }

  @Test
  void wrongCallsAreSaid() {
    assertEquals("\"an\": expected on or off\n", Typed.wrong(command, "an"));
    assertTrue(Typed.wrong(command, "on", "metr1").contains("did you mean meter1?"));
    assertEquals(
        "--seconds is \"0\", expected a whole number from 1 to 86400\n",
        Typed.wrong(command, "on", "--seconds", "0"));
  }
}
