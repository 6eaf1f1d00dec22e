/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HeadEndFaultsTest {
  private static final UUID STREAM = new UUID(3, 4);

  private final Queue<Fault> injected = new ConcurrentLinkedQueue<>();
  private SimulatedHeadEnd headEnd;

  @AfterEach
  void close() throws IOException {
    if (headEnd != null) {
      headEnd.close();
    }
  }

  private void given(Confirmation confirmation, Fault... faults) throws IOException {
    headEnd =
        new SimulatedHeadEnd(
            HeadEndOptions.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .confirming(confirmation)
                .failing(new FaultPlan(List.of(faults), 1)),
            new HeadEndListener() {
              @Override
              public void injected(String peer, Fault fault) {
                injected.add(fault);
              }
            });
    headEnd.start();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), headEnd.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static byte[] payload(int sequence) {
    return new SimulatedPayload(Direction.UP, 7, sequence, SimulatedPayload.now(), 40).encode();
  }

  @Test
  void itResetsAfterSoManyBytes() throws Exception {
    given(Confirmation.NONE, new Fault(Fault.Kind.RESET_AFTER, 80));
    try (Socket gateway = connect()) {
      gateway.getOutputStream().write(payload(0));
      await(() -> headEnd.bytes() == 40);
      gateway.getOutputStream().write(payload(1));
      assertThrows(SocketException.class, () -> gateway.getInputStream().read());
    }
    assertEquals(1, headEnd.faults());
  }

  @Test
  void itEndsItsOwnDirectionAndReadsOn() throws Exception {
    given(Confirmation.NONE, new Fault(Fault.Kind.HALF_CLOSE, 40));
    try (Socket gateway = connect()) {
      gateway.getOutputStream().write(payload(0));
      assertEquals(-1, gateway.getInputStream().read());
      gateway.getOutputStream().write(payload(1));
      await(() -> headEnd.reception(7).received() == 2);
    }
  }

  @Test
  void itIsSilentUntilItIsHealed() throws Exception {
    given(Confirmation.NONE);
    headEnd.inject(Fault.of(Fault.Kind.SILENT));
    try (Socket gateway = connect()) {
      gateway.getOutputStream().write(payload(0));
      await(() -> headEnd.faults() == 1);
      assertEquals(0, headEnd.bytes());
      headEnd.heal();
      await(() -> headEnd.reception(7).received() == 1);
    }
  }

  @Test
  void itReadsSlowlyUntilItIsHealed() throws Exception {
    given(Confirmation.NONE, new Fault(Fault.Kind.SLOW_READ, 1));
    try (Socket gateway = connect()) {
      gateway.getOutputStream().write(payload(0));
      await(() -> headEnd.bytes() > 0);
      assertTrue(headEnd.bytes() < 10, "a byte a second");
      headEnd.heal();
      await(() -> headEnd.reception(7).received() == 1);
    }
  }

  @Test
  void itRefusesConnectionsUntilItIsHealed() throws Exception {
    given(Confirmation.NONE);
    try (Socket gateway = connect()) {
      await(() -> headEnd.connections() == 1);
      headEnd.inject(Fault.of(Fault.Kind.REFUSE));
      assertThrows(SocketException.class, () -> gateway.getInputStream().read());
      assertThrows(ConnectException.class, this::connect);
    }
    headEnd.heal();
    connect().close();
  }

  @Test
  void itComesBackByItselfWhereAConnectionDrewTheFault() throws Exception {
    given(Confirmation.NONE, new Fault(Fault.Kind.REFUSE, 50));
    try (Socket gateway = connect()) {
      assertThrows(SocketException.class, () -> gateway.getInputStream().read());
    }
    await(
        () -> {
          try {
            connect().close();
            return true;
          } catch (IOException e) {
            return false;
          }
        });
  }

  @Test
  void itAnswersGarbage() throws Exception {
    given(Confirmation.NONE, new Fault(Fault.Kind.GARBAGE, 40));
    try (Socket gateway = connect()) {
      gateway.getOutputStream().write(payload(0));
      assertTrue(gateway.getInputStream().read() >= 0);
    }
  }

  @Test
  void itConfirmsEachPayloadWithAPattern() throws Exception {
    byte[] pattern = "OK\r\n".getBytes(StandardCharsets.US_ASCII);
    given(new Confirmation.Pattern(pattern));
    try (Socket gateway = connect()) {
      gateway.getOutputStream().write(payload(0), 0, 20);
      await(() -> headEnd.bytes() == 20);
      gateway.getOutputStream().write(payload(0), 20, 20);
      gateway.getOutputStream().write(payload(1));
      assertEquals(
          "OK\r\nOK\r\n",
          new String(gateway.getInputStream().readNBytes(8), StandardCharsets.US_ASCII));
      headEnd.inject(Fault.of(Fault.Kind.ACK_TOO_MUCH));
      gateway.getOutputStream().write(payload(2));
      assertEquals(8, gateway.getInputStream().readNBytes(8).length);
    }
  }

  @Test
  void itAcknowledgesTooMuchOrNever() throws Exception {
    given(new Confirmation.Sequence(null), Fault.of(Fault.Kind.ACK_TOO_MUCH));
    try (FrameClient gateway = new FrameClient(headEnd.port())) {
      gateway.hello(STREAM);
      gateway.welcomed();
      gateway.data(1, payload(0));
      assertEquals(1 + (1L << 40), gateway.acknowledged());
      headEnd.inject(Fault.of(Fault.Kind.ACK_NEVER));
      gateway.data(2, payload(1));
      await(() -> headEnd.reception(7).received() == 2);
      headEnd.heal();
      gateway.data(3, payload(2));
      assertEquals(3, gateway.acknowledged());
    }
  }

  @Test
  void itSendsTheGatewayAway() throws Exception {
    given(new Confirmation.Sequence(null), Fault.of(Fault.Kind.REJECT));
    try (FrameClient gateway = new FrameClient(headEnd.port())) {
      gateway.hello(STREAM);
      assertEquals(0x14, gateway.next().type());
      assertEquals(-1, gateway.read());
    }
  }

  @Test
  void theSameSeedDrawsTheSameFaults() {
    List<Fault> faults = List.of(Fault.NONE, Fault.of(Fault.Kind.SILENT));
    FaultPlan first = new FaultPlan(faults, 5);
    FaultPlan second = new FaultPlan(faults, 5);
    for (int i = 0; i < 20; i++) {
      assertEquals(first.next(), second.next());
    }
  }

  @Test
  void aFaultIsReadAsItIsWritten() {
    for (Fault.Kind kind : Fault.Kind.values()) {
      Fault fault = Fault.of(kind);
      assertEquals(fault, Fault.parse(fault.toString()));
      assertEquals(fault, Fault.parse(kind.word()));
    }
    assertEquals(7, Fault.parse("reset-after=7").amount());
    for (String wrong : List.of("", "reset", "reset-after=", "reset-after=0", "silent=1")) {
      assertThrows(IllegalArgumentException.class, () -> Fault.parse(wrong), wrong);
    }
  }
}
