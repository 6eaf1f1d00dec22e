/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.message.Command;
import org.meterway.api.message.Message;
import org.meterway.api.message.Parameters;
import org.meterway.rfc1662.Rfc1662FrameCodec;
import org.meterway.rfc1662.Rfc1662MessageCodec;

/** A meter and a head end against each other, over a gateway of a few lines. */
class SimulatorsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private static Codecs codecs(FrameFormat format) {
    return new Codecs(new Rfc1662FrameCodec(), new Rfc1662MessageCodec(), format);
  }

  private static void await(BooleanSupplier condition, String what) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - end < 0, what);
      LockSupport.parkNanos(1_000_000);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothingIsLostInEitherFramingWhateverNoiseThereIs(boolean stuffed) throws Exception {
    Codecs codecs = codecs(stuffed ? FrameFormat.STUFFED : FrameFormat.QUECPYTHON);
    MemoryLine[] line = MemoryLine.pair();
    MeterPlan plan = new MeterPlan(2000, 300, 500, 100, 0.3);
    try (SimulatedHeadEnd headEnd = new SimulatedHeadEnd(ANY_PORT, false, HeadEndListener.NONE);
        SimulatedMeter meter = new SimulatedMeter(3, line[0], codecs, plan, MeterListener.NONE)) {
      headEnd.start();
      try (TinyGateway gateway = new TinyGateway(line[1], codecs, headEnd.port(), 0)) {
        gateway.start();
        meter.listen();
        assertTrue(meter.awaitGateway(LIMIT));
        meter.send();
        await(() -> headEnd.reception(3).received() > 0, "the head end knows the meter");
        for (int i = 0; i < 40; i++) {
          assertTrue(headEnd.sendDown(3, 120));
        }
        assertTrue(meter.awaitSent(LIMIT));
        assertTrue(meter.awaitAnswer(LIMIT));
        await(() -> headEnd.reception(3).received() == 500, "all payloads arrive");
        await(() -> meter.reception().received() == 40, "all downlinks arrive");
      }
      assertEquals(0, headEnd.reception(3).gaps());
      assertEquals(0, headEnd.reception(3).reordered());
      assertEquals(0, headEnd.reception(3).foreignBytes());
      assertEquals(0, meter.reception().gaps());
      assertTrue(meter.asked() > 1);
      assertEquals(meter.asked(), meter.answered());
    }
  }

  @Test
  void whatTheGatewayLosesIsCounted() throws Exception {
    Codecs codecs = codecs(FrameFormat.QUECPYTHON);
    MemoryLine[] line = MemoryLine.pair();
    MeterPlan plan = new MeterPlan(2000, 30, 101, 0, 0);
    try (SimulatedHeadEnd headEnd = new SimulatedHeadEnd(ANY_PORT, false, HeadEndListener.NONE);
        SimulatedMeter meter = new SimulatedMeter(1, line[0], codecs, plan, MeterListener.NONE)) {
      headEnd.start();
      try (TinyGateway gateway = new TinyGateway(line[1], codecs, headEnd.port(), 10)) {
        gateway.start();
        meter.listen();
        meter.send();
        assertTrue(meter.awaitSent(LIMIT));
        await(() -> headEnd.reception(1).received() == 91, "all that are not lost arrive");
      }
      assertEquals(10, headEnd.reception(1).gaps());
      assertEquals(101, meter.sent());
    }
  }

  @Test
  void anEchoingHeadEndGivesTheMeterItsPayloadsBack() throws Exception {
    Codecs codecs = codecs(FrameFormat.QUECPYTHON);
    MemoryLine[] line = MemoryLine.pair();
    try (SimulatedHeadEnd headEnd = new SimulatedHeadEnd(ANY_PORT, true, HeadEndListener.NONE);
        SimulatedMeter meter =
            new SimulatedMeter(
                1, line[0], codecs, new MeterPlan(1000, 64, 20, 0, 0), MeterListener.NONE)) {
      headEnd.start();
      try (TinyGateway gateway = new TinyGateway(line[1], codecs, headEnd.port(), 0)) {
        gateway.start();
        meter.listen();
        meter.send();
        await(() -> meter.reception().received() == 20, "all come back");
      }
    }
  }

  @Test
  void theMeterAnswersItsModule() throws Exception {
    Codecs codecs = codecs(FrameFormat.QUECPYTHON);
    MemoryLine[] line = MemoryLine.pair();
    Queue<Message> answers = new ConcurrentLinkedQueue<>();
    MeterListener listener =
        new MeterListener() {
          @Override
          public void served(Message question, Message answer) {
            answers.add(answer);
          }
        };
    try (SimulatedHeadEnd headEnd = new SimulatedHeadEnd(ANY_PORT, false, HeadEndListener.NONE);
        SimulatedMeter meter =
            new SimulatedMeter(1, line[0], codecs, new MeterPlan(0, 64, 0, 0, 0), listener)) {
      headEnd.start();
      try (TinyGateway gateway = new TinyGateway(line[1], codecs, headEnd.port(), 0)) {
        gateway.start();
        meter.listen();
        gateway.send(new Message.Get(0x1234));
        gateway.send(new Message.SetData(0x1234, new byte[] {5}));
        gateway.send(new Message.Get(0x1234));
        await(() -> answers.size() == 3, "each is answered");
      }
    }
    assertEquals(new Message.GetError(0x1234), answers.poll());
    assertEquals(new Message.SetResponse(0x1234, true), answers.poll());
    assertEquals(
        new Message.Parameter(Command.GET_RESPONSE.code(), 0x1234, new byte[] {5}), answers.poll());
  }

  @Test
  void repliesToAMessageOfThePlanAreCounted() throws Exception {
    Codecs codecs = codecs(FrameFormat.QUECPYTHON);
    MemoryLine[] line = MemoryLine.pair();
    MeterPlan plan =
        new MeterPlan(1000, 64, 3, 0, 0, new Message.Other(0x2300, 0xD0, new byte[] {1}));
    Queue<Message> replies = new ConcurrentLinkedQueue<>();
    MeterListener listener =
        new MeterListener() {
          @Override
          public void replied(Message reply) {
            replies.add(reply);
          }
        };
    try (SimulatedHeadEnd headEnd = new SimulatedHeadEnd(ANY_PORT, false, HeadEndListener.NONE);
        SimulatedMeter meter = new SimulatedMeter(1, line[0], codecs, plan, listener)) {
      headEnd.start();
      try (TinyGateway gateway = new TinyGateway(line[1], codecs, headEnd.port(), 0)) {
        gateway.start();
        meter.listen();
        meter.send();
        await(() -> meter.sent() == 3, "all are sent");
        assertEquals(false, meter.awaitReplies(Duration.ofMillis(1)));
        Message reply = new Message.Other(0x2300, 0xD4, new byte[] {0});
        for (int i = 0; i < 3; i++) {
          gateway.send(reply);
        }
        assertEquals(true, meter.awaitReplies(Duration.ofSeconds(30)));
        assertEquals(3, meter.replies());
        assertEquals(reply, replies.peek());
      }
    }
  }

  @Test
  void aMeterWithoutAGatewayGivesUp() throws Exception {
    MemoryLine[] line = MemoryLine.pair();
    try (SimulatedMeter meter =
        new SimulatedMeter(
            1,
            line[0],
            codecs(FrameFormat.QUECPYTHON),
            new MeterPlan(0, 64, 0, 0, 0),
            MeterListener.NONE)) {
      meter.listen();
      assertEquals(false, meter.awaitGateway(Duration.ofMillis(50)));
      assertEquals(0, meter.asked());
    }
    line[1].close();
  }

  @Test
  void aLateRefusalOfATryIsNoNews() throws Exception {
    Codecs codecs = codecs(FrameFormat.QUECPYTHON);
    MemoryLine[] line = MemoryLine.pair();
    Queue<Message> unexpected = new ConcurrentLinkedQueue<>();
    MeterListener listener =
        new MeterListener() {
          @Override
          public void unexpected(Message message) {
            unexpected.add(message);
          }
        };
    Message unasked = new Message.GetError(0x1234);
    try (SimulatedHeadEnd headEnd = new SimulatedHeadEnd(ANY_PORT, false, HeadEndListener.NONE);
        SimulatedMeter meter =
            new SimulatedMeter(1, line[0], codecs, new MeterPlan(0, 64, 0, 0, 0), listener);
        TinyGateway gateway = new TinyGateway(line[1], codecs, headEnd.port(), 0)) {
      meter.listen();
      for (int i = 0; i < 2; i++) {
        assertEquals(false, meter.awaitGateway(Duration.ofMillis(1)));
      }
      gateway.send(new Message.GetError(Parameters.DEVICE_NAME));
      gateway.send(unasked);
      await(() -> !unexpected.isEmpty(), "the meter tells of what it did not ask for");
      assertEquals(unasked, unexpected.peek());
    }
  }

  @Test
  void aMeterWhoseLineEndsHasFailed() throws IOException {
    MemoryLine[] line = MemoryLine.pair();
    try (SimulatedMeter meter =
        new SimulatedMeter(
            1,
            line[0],
            codecs(FrameFormat.QUECPYTHON),
            new MeterPlan(0, 64, 0, 0, 0),
            MeterListener.NONE)) {
      meter.listen();
      line[1].close();
      await(meter::hasFailed, "the meter notices");
    }
  }

  @Test
  void aPortInUseIsToldAtOnce() throws IOException {
    try (SimulatedHeadEnd first = new SimulatedHeadEnd(ANY_PORT, false, HeadEndListener.NONE)) {
      InetSocketAddress taken =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), first.port());
      Assertions.assertThrows(
          BindException.class, () -> new SimulatedHeadEnd(taken, false, HeadEndListener.NONE));
    }
  }
}
