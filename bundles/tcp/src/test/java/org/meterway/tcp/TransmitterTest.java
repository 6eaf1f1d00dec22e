/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.api.config.Validation;
import org.meterway.api.status.Counters;
import org.meterway.api.store.Overflow;
import org.meterway.api.store.PayloadQueue;
import org.meterway.api.store.QueueLimits;
import org.meterway.store.MemoryStore;

/** On a channel in memory that takes as much, or as little, as a test says. */
class TransmitterTest {
  private static final int BROKEN = -1;

  private final Counters<HeadEndCounter> counters = new Counters<>(HeadEndCounter.class);
  private final PayloadQueue queue =
      new MemoryStore()
          .open(
              "hes",
              new QueueLimits(1 << 24, 100_000, Duration.ZERO, Overflow.DROP_NEWEST),
              () -> {});
  private final Transmitter transmitter = new Transmitter(queue, counters, System::nanoTime);
  private final List<Wire> wires = new ArrayList<>();
  private Selector selector;

  @BeforeEach
  void open() throws IOException {
    selector = Selector.open();
  }

  @AfterEach
  void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }

  @Test
  void manyPayloadsShareOneCall() throws IOException {
    offer(10, 100);
    Wire wire = connect("", offered -> offered);
    assertEquals(1, wire.calls);
    assertArrayEquals(expected(10, 100), wire.taken());
    assertEquals(10, counters.get(HeadEndCounter.SENT_PAYLOADS));
    assertEquals(1000, counters.get(HeadEndCounter.SENT_BYTES));
  }

  @Test
  void theRegistrationPrecedesWhatWaits() throws IOException {
    offer(1, 3);
    Wire wire = connect("login;", offered -> offered);
    assertEquals("login;", new String(wire.taken(), 0, 6));
    assertEquals(9, wire.taken().length);
    assertEquals(1, counters.get(HeadEndCounter.REGISTRATIONS));
  }

  @Test
  void aPayloadLongerThanTheBufferGoesInParts() throws IOException {
    offer(2, 3 * Transmitter.BATCH_BYTES + 1);
    Wire wire = connect("", offered -> offered);
    assertArrayEquals(expected(2, 3 * Transmitter.BATCH_BYTES + 1), wire.taken());
  }

  @Test
  void whenTheSocketIsFullNobodyTriesUntilItIsWritable() throws IOException {
    offer(3, 10);
    Wire wire = connect("", offered -> Math.min(offered, 15));
    assertEquals(1, wire.calls);
    transmitter.drain();
    assertEquals(1, wire.calls);
    assertEquals(SelectionKey.OP_WRITE, wire.key().interestOps() & SelectionKey.OP_WRITE);
    wire.session.writable();
    transmitter.drain();
    assertEquals(2, wire.calls);
    assertArrayEquals(expected(3, 10), wire.taken());
    assertEquals(0, queue.status().payloads());
  }

  @Test
  void whileAListenerMayWaitSendersTryAFullSocket() throws IOException {
    offer(1, 10);
    Wire wire = connect("", offered -> 0);
    wire.session.delivering(true);
    transmitter.drain();
    assertEquals(2, wire.calls);
  }

  @Test
  void aHeartbeatIsNotSentAmidWaitingPayloads() throws IOException {
    transmitter.heartbeat(packet("beat"));
    Wire wire = connect("", offered -> offered);
    offer(1, 10);
    wire.session.requestHeartbeat();
    transmitter.drain();
    assertArrayEquals(expected(1, 10), wire.taken());
    wire.session.requestHeartbeat();
    transmitter.drain();
    assertEquals(14, wire.taken().length);
    assertEquals(1, counters.get(HeadEndCounter.HEARTBEATS));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void throughAnyCutsAndBreaksEachPayloadArrivesWholeOnceInOrder(long seed) throws IOException {
    Random random = new Random(seed);
    int payloads = 500;
    int next = 0;
    while (next < payloads || queue.status().payloads() > 0) {
      Wire wire =
          connect(
              "R",
              offered ->
                  random.nextInt(20) == 0
                      ? BROKEN
                      : random.nextBoolean() ? offered : random.nextInt(offered + 1));
      while (wire.session.failure() == null && (next < payloads || queue.status().payloads() > 0)) {
        for (int i = random.nextInt(8); i > 0 && next < payloads; i--) {
          queue.offer(payload(next++, 1 + random.nextInt(200)));
        }
        wire.session.writable();
        transmitter.drain();
      }
    }
    int expected = 0;
    for (Wire wire : wires) {
      ByteBuffer stream = ByteBuffer.wrap(wire.taken());
      if (stream.hasRemaining()) {
        assertEquals('R', stream.get());
      }
      while (stream.remaining() >= 6 && stream.remaining() >= stream.getShort(stream.position())) {
        int start = stream.position();
        int length = stream.getShort();
        assertEquals(expected++, stream.getInt());
        stream.position(start + length);
      }
    }
    assertEquals(payloads, expected);
    assertEquals(payloads, counters.get(HeadEndCounter.SENT_PAYLOADS));
    assertTrue(wires.size() > 1, "no break was tried");
  }

  /** Length, number, filler. */
  private static byte[] payload(int number, int filler) {
    return ByteBuffer.allocate(6 + filler).putShort((short) (6 + filler)).putInt(number).array();
  }

  private void offer(int count, int length) {
    for (int i = 0; i < count; i++) {
      byte[] payload = new byte[length];
      java.util.Arrays.fill(payload, (byte) i);
      queue.offer(payload);
    }
  }

  private static byte[] expected(int count, int length) {
    byte[] all = new byte[count * length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) (i / length);
    }
    return all;
  }

  private Wire connect(String registration, IntUnaryOperator takes) throws IOException {
    SocketChannel socket = SocketChannel.open();
    socket.configureBlocking(false);
    Wire wire = new Wire(takes);
    wire.session =
        new Session(
            socket,
            wire,
            socket.register(selector, SelectionKey.OP_READ),
            Thread.currentThread(),
            new StreamProgress(0),
            System.nanoTime());
    wire.session.rule(new AtOnce());
    if (!registration.isEmpty()) {
      wire.session.control().add(registration.getBytes(US_ASCII), HeadEndCounter.REGISTRATIONS);
    }
    wires.add(wire);
    transmitter.use(wire.session);
    return wire;
  }

  private static Packet packet(String text) {
    return Packet.parse(Validation.of("pid"), "packet", text, Secret.NONE);
  }

  /** What is written is delivered. */
  private static final class AtOnce implements DeliveryRule {
    @Override
    public int room(int payloads, long bytes) {
      return Integer.MAX_VALUE;
    }

    @Override
    public long settle(SentPayloads sent, long now) {
      long delivered = 0;
      while (!sent.isEmpty()) {
        delivered = sent.removeFirst();
      }
      return delivered;
    }
  }

  /** Takes of each write as many bytes as {@code takes} answers to how many are offered. */
  private final class Wire implements TransportChannel {
    private final IntUnaryOperator takes;
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private Session session;
    private int calls;

    Wire(IntUnaryOperator takes) {
      this.takes = takes;
    }

    byte[] taken() {
      return taken.toByteArray();
    }

    SelectionKey key() {
      return session.socket().keyFor(selector);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      calls++;
      int length = takes.applyAsInt(from.remaining());
      if (length == BROKEN) {
        throw new IOException("Broken pipe");
      }
      byte[] bytes = new byte[length];
      from.get(bytes);
      taken.writeBytes(bytes);
      return length;
    }

    @Override
    public int read(ByteBuffer into) {
      return 0;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
