/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meterway.dlms.hdlc.HdlcAddress;
import org.meterway.dlms.hdlc.HdlcParameters;

/** Both ends of every transport over real sockets. */
class ServersTest {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final WrapperOptions WRAPPER = WrapperOptions.defaults();
  private static final HdlcServerOptions HDLC_SERVER =
      HdlcServerOptions.defaults().withParameters(HdlcParameters.of(700, 5));
  private static final HdlcOptions HDLC =
      HdlcOptions.of(16, HdlcAddress.server(1, 17)).withParameters(HdlcParameters.of(500, 3));

  private final List<AutoCloseable> open = new ArrayList<>();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  @AfterEach
  void end() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  private <T extends AutoCloseable> T keep(T closeable) {
    open.add(closeable);
    return closeable;
  }

  /** Sends everything back, a push before what begins with 9. */
  private void echo(ApduConversation conversation) throws IOException {
    conversation.onLink(
        new LinkListener() {
          @Override
          public void connected(int client, int logicalDevice) {
            events.add("connected " + client + " " + logicalDevice);
          }

          @Override
          public void disconnected(int client, int logicalDevice) {
            events.add("disconnected " + client + " " + logicalDevice);
          }
        });
    Received received = conversation.receive(LONG);
    while (received != null) {
      byte[] apdu = received.toByteArray();
      int client = received.source();
      int device = received.destination();
      if (apdu[0] == 9) {
        conversation.push(client, device, new byte[] {0x0F}, 0, 1);
      }
      conversation.send(client, device, apdu, 0, apdu.length);
      received = conversation.receive(LONG);
    }
    events.add("end");
  }

  private interface Pair {
    ApduTransport of(ServersTest test) throws IOException;
  }

  private static ByteLine to(ApduServer server) {
    return ByteLines.tcp(server.address(), LONG);
  }

  private static Pair pair(String name, Pair pair) {
    return new Pair() {
      @Override
      public ApduTransport of(ServersTest test) throws IOException {
        return pair.of(test);
      }

      @Override
      public String toString() {
        return name;
      }
    };
  }

  static Stream<Pair> pairs() {
    return Stream.of(
        pair(
            "wrapper over TCP",
            t -> {
              ApduServer server = t.keep(Servers.tcpWrapper(ANY, 5, WRAPPER, t::echo));
              return Transports.tcpWrapper(server.address(), 16, 1, WRAPPER);
            }),
        pair(
            "wrapper over a line",
            t -> {
              ApduServer server = t.keep(Servers.tcpWrapper(ANY, 5, WRAPPER, t::echo));
              return Transports.wrapper(to(server), 16, 1, WRAPPER);
            }),
        pair(
            "wrapper over UDP",
            t -> {
              ApduServer server = t.keep(Servers.udpWrapper(ANY, WRAPPER, t::echo));
              return Transports.udpWrapper(server.address(), 16, 1, WRAPPER);
            }),
        pair(
            "HDLC over TCP",
            t -> {
              ApduServer server = t.keep(Servers.tcpHdlc(ANY, 5, HDLC_SERVER, t::echo));
              return Transports.hdlc(to(server), HDLC);
            }),
        pair(
            "mode E over TCP",
            t -> {
              ApduServer server =
                  t.keep(
                      Servers.tcpModeE(
                          ANY, 5, SignOnServerOptions.defaults(), HDLC_SERVER, t::echo));
              return Transports.modeE(to(server), SignOnOptions.defaults().withParity(false), HDLC);
            }));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void apdusOfAnyLengthComeBack(Pair pair) throws IOException {
    ApduTransport transport = keep(pair.of(this));
    transport.open();
    transport.open();
    for (int length : new int[] {1, 100, 497, 498, 5000, 60_000}) {
      byte[] apdu = new byte[length];
      Arrays.fill(apdu, (byte) length);
      transport.send(apdu, 0, length);
      Received received = transport.receive(LONG);
      assertArrayEquals(apdu, received.toByteArray());
      assertEquals(1, received.source());
      assertEquals(16, received.destination());
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aPushComesInBetween(Pair pair) throws IOException {
    ApduTransport transport = keep(pair.of(this));
    transport.open();
    transport.send(new byte[] {9}, 0, 1);
    List<Integer> tags = new ArrayList<>();
    tags.add((int) transport.receive(LONG).toByteArray()[0]);
    tags.add((int) transport.receive(LONG).toByteArray()[0]);
    assertEquals(List.of(0x0F, 9), tags);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aClosedOneOpensAgain(Pair pair) throws IOException {
    ApduTransport transport = keep(pair.of(this));
    for (int i = 0; i < 3; i++) {
      transport.open();
      assertTrue(transport.isOpen());
      transport.send(new byte[] {1}, 0, 1);
      assertEquals(1, transport.receive(LONG).length());
      transport.close();
      assertFalse(transport.isOpen());
      assertThrows(IOException.class, () -> transport.receive(LONG));
    }
  }

  @Test
  void linksBeginAndEndWithTheClients() throws Exception {
    ApduServer server = keep(Servers.tcpHdlc(ANY, 5, HDLC_SERVER, this::echo));
    ApduTransport transport = keep(Transports.hdlc(to(server), HDLC));
    transport.open();
    assertEquals("connected 16 1", events.poll(10, TimeUnit.SECONDS));
    transport.close();
    assertEquals("disconnected 16 1", events.poll(10, TimeUnit.SECONDS));
    assertEquals("end", events.poll(10, TimeUnit.SECONDS));
  }

  @Test
  void aTimeoutOverHdlcLeavesTheLink() throws IOException {
    ApduServer server =
        keep(
            Servers.tcpHdlc(
                ANY, 5, HDLC_SERVER, conversation -> serveFromTheSecondOn(conversation)));
    ApduTransport transport =
        keep(
            Transports.hdlc(
                to(server), HDLC.withTimeouts(Duration.ofMillis(100), Duration.ofMillis(50))));
    transport.open();
    transport.send(new byte[] {1}, 0, 1);
    assertThrows(TransportTimeoutException.class, () -> transport.receive(Duration.ofMillis(20)));
    assertTrue(transport.isOpen());

    transport.send(new byte[] {2}, 0, 1);

    assertArrayEquals(new byte[] {2}, transport.receive(LONG).toByteArray());
  }

  private void serveFromTheSecondOn(ApduConversation conversation) throws IOException {
    conversation.receive(LONG);
    echo(conversation);
  }

  @Test
  void aMeterThatIsNotThereIsSaid() throws IOException {
    ApduServer server =
        keep(Servers.tcpHdlc(ANY, 5, HDLC_SERVER.withAccepts(a -> false), this::echo));
    ApduTransport transport =
        keep(
            Transports.hdlc(
                to(server),
                HDLC.withRetries(1).withTimeouts(Duration.ofMillis(30), Duration.ofMillis(10))));

    TransportTimeoutException e = assertThrows(TransportTimeoutException.class, transport::open);

    assertEquals("no answer to SNRM from 1/17 within 30 ms, sent 2 times", e.getMessage());
    assertFalse(transport.isOpen());
  }

  @Test
  void aMeterThatDoesNotSignOnIsSaid() throws IOException {
    ApduServer server = keep(Servers.tcpHdlc(ANY, 5, HDLC_SERVER, this::echo));
    SignOnOptions signOn =
        SignOnOptions.defaults()
            .withRetries(0)
            .withTimeouts(Duration.ofMillis(30), Duration.ofMillis(10));
    ApduTransport transport = keep(Transports.modeE(to(server), signOn, HDLC));

    TransportTimeoutException e = assertThrows(TransportTimeoutException.class, transport::open);

    assertEquals("no identification within 30 ms, asked 1 times", e.getMessage());
  }

  @Test
  void moreConnectionsThanMayBeAreClosed() throws Exception {
    CountDownLatch served = new CountDownLatch(1);
    ApduServer server =
        keep(
            Servers.tcpWrapper(
                ANY,
                1,
                WRAPPER,
                conversation -> {
                  served.countDown();
                  echo(conversation);
                }));
    ApduTransport first = keep(Transports.tcpWrapper(server.address(), 16, 1, WRAPPER));
    first.open();
    served.await();
    ApduTransport second = keep(Transports.tcpWrapper(server.address(), 16, 1, WRAPPER));
    second.open();

    assertThrows(IOException.class, () -> second.receive(LONG));

    first.send(new byte[] {1}, 0, 1);
    assertEquals(1, first.receive(LONG).length());
  }

  @Test
  void closingAServerEndsItsConnections() throws Exception {
    ApduServer server = keep(Servers.tcpWrapper(ANY, 5, WRAPPER, this::echo));
    ApduTransport transport = keep(Transports.tcpWrapper(server.address(), 16, 1, WRAPPER));
    transport.open();
    transport.send(new byte[] {1}, 0, 1);
    transport.receive(LONG);

    server.close();

    assertThrows(IOException.class, () -> transport.receive(LONG));
    assertThrows(
        IOException.class,
        () -> keep(Transports.tcpWrapper(server.address(), 16, 1, WRAPPER)).open());
  }

  @Test
  void aConversationOutlivesATimeout() throws Exception {
    CountDownLatch timedOut = new CountDownLatch(1);
    ApduServer server =
        keep(
            Servers.tcpWrapper(
                ANY,
                1,
                WRAPPER,
                conversation -> {
                  assertThrows(
                      TransportTimeoutException.class,
                      () -> conversation.receive(Duration.ofMillis(5)));
                  timedOut.countDown();
                  echo(conversation);
                }));
    ApduTransport transport = keep(Transports.tcpWrapper(server.address(), 16, 1, WRAPPER));
    transport.open();
    assertTrue(timedOut.await(10, TimeUnit.SECONDS));
    transport.send(new byte[] {1}, 0, 1);
    assertEquals(1, transport.receive(LONG).length());
  }

  @Test
  void aUdpClientThatWasNotHeardOfIsNotAnswered() throws Exception {
    ApduServer server =
        keep(
            Servers.udpWrapper(
                ANY,
                WRAPPER,
                conversation -> {
                  IOException e =
                      assertThrows(
                          IOException.class, () -> conversation.push(99, 1, new byte[1], 0, 1));
                  events.add(e.getMessage());
                }));
    assertEquals("nothing was heard of client 99", events.poll(10, TimeUnit.SECONDS));
    server.close();
  }

  @Test
  void aUdpAnswerThatDoesNotComeLeavesTheTransportOpen() throws IOException {
    ApduServer server =
        keep(Servers.udpWrapper(ANY, WRAPPER, conversation -> serveFromTheSecondOn(conversation)));
    ApduTransport transport = keep(Transports.udpWrapper(server.address(), 16, 1, WRAPPER));
    transport.open();
    transport.send(new byte[] {1}, 0, 1);
    assertThrows(TransportTimeoutException.class, () -> transport.receive(Duration.ofMillis(20)));

    transport.send(new byte[] {2}, 0, 1);

    assertArrayEquals(new byte[] {2}, transport.receive(LONG).toByteArray());
  }
}
