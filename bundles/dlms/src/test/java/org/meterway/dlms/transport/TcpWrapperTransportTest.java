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
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Wrappers over TCP against a peer that does as it is told. */
class TcpWrapperTransportTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private ServerSocket listener;
  private Socket peer;
  private ApduTransport transport;

  @BeforeEach
  void listen() throws IOException {
    listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    transport =
        Transports.tcpWrapper(
            (InetSocketAddress) listener.getLocalSocketAddress(),
            16,
            1,
            WrapperOptions.defaults().withMaxApduSize(20_000));
  }

  @AfterEach
  void end() throws IOException {
    transport.close();
    if (peer != null) {
      peer.close();
    }
    listener.close();
  }

  private void connect() throws IOException {
    transport.open();
    peer = listener.accept();
    peer.setTcpNoDelay(true);
  }

  private void answers(String hex) throws IOException {
    peer.getOutputStream().write(HexFormat.of().parseHex(hex));
  }

  @Test
  void anApduIsWrappedAndItsAnswerUnwrapped() throws IOException {
    connect();
    transport.send(new byte[] {9, 1, 2, 3}, 1, 3);
    assertArrayEquals(
        HexFormat.of().parseHex("0001001000010003010203"), peer.getInputStream().readNBytes(11));
    answers("00010001001000020405");

    Received received = transport.receive(LONG);

    assertArrayEquals(new byte[] {4, 5}, received.toByteArray());
    assertEquals(1, received.source());
    assertEquals(16, received.destination());
    assertFalse(received.isUnnumbered());
  }

  @Test
  void anAnswerInPiecesIsWhole() throws IOException {
    connect();
    CompletableFuture<Void> done =
        CompletableFuture.runAsync(
            () -> {
              try {
                for (String piece : "00 01 000100 1000 030405 06".split(" ")) {
                  answers(piece);
                }
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    assertArrayEquals(new byte[] {4, 5, 6}, transport.receive(LONG).toByteArray());
    done.join();
  }

  @Test
  void severalAnswersInOneSegmentComeOneByOne() throws IOException {
    connect();
    answers("000100010010000107" + "000100010010000108");
    assertArrayEquals(new byte[] {7}, transport.receive(LONG).toByteArray());
    assertArrayEquals(new byte[] {8}, transport.receive(LONG).toByteArray());
  }

  @Test
  void aLongApduGoesBothWays() throws IOException {
    connect();
    byte[] apdu = new byte[20_000];
    apdu[19_999] = 5;
    CompletableFuture<byte[]> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return peer.getInputStream().readNBytes(20_008);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    transport.send(apdu, 0, apdu.length);
    byte[] wrapped = read.join();
    CompletableFuture<Void> written =
        CompletableFuture.runAsync(
            () -> {
              try {
                peer.getOutputStream().write(wrapped);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });

    assertArrayEquals(apdu, transport.receive(LONG).toByteArray());

    written.join();
    assertThrows(IllegalArgumentException.class, () -> transport.send(new byte[20_001], 0, 20_001));
  }

  @Test
  void anAnswerThatDoesNotComeEndsTheConnectionInTime() throws IOException {
    connect();

    TransportTimeoutException e =
        assertThrows(
            TransportTimeoutException.class, () -> transport.receive(Duration.ofMillis(50)));

    assertEquals("no APDU within 50 ms", e.getMessage());
    assertFalse(transport.isOpen());
    assertEquals(-1, peer.getInputStream().read());
  }

  @Test
  void aShorterTimeoutBehindALongerOneCounts() throws IOException {
    connect();
    answers("000100010010000107");
    transport.receive(LONG);

    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () ->
            assertThrows(
                TransportTimeoutException.class, () -> transport.receive(Duration.ofMillis(30))));
  }

  @Test
  void afterATimeoutItOpensAgain() throws IOException {
    connect();
    assertThrows(TransportTimeoutException.class, () -> transport.receive(Duration.ofMillis(1)));
    peer.close();
    connect();
    answers("000100010010000107");

    assertArrayEquals(new byte[] {7}, transport.receive(LONG).toByteArray());
  }

  @Test
  void aPeerThatTakesNothingIsGivenUp() throws IOException {
    transport =
        Transports.tcpWrapper(
            (InetSocketAddress) listener.getLocalSocketAddress(),
            16,
            1,
            WrapperOptions.defaults().withSendTimeout(Duration.ofMillis(100)));
    connect();
    byte[] apdu = new byte[60_000];

    assertThrows(
        TransportTimeoutException.class,
        () -> {
          for (int i = 0; i < 10_000; i++) {
            transport.send(apdu, 0, apdu.length);
          }
        });
    assertFalse(transport.isOpen());
  }

  @Test
  void otherFramingIsSaid() throws IOException {
    connect();
    answers("7EA0070321930F017E");

    LinkException e = assertThrows(LinkException.class, () -> transport.receive(LONG));

    assertTrue(e.getMessage().contains("wrapper version 32416"), e.getMessage());
    assertFalse(transport.isOpen());
  }

  @Test
  void thePeersEndIsSaid() throws IOException {
    connect();
    answers("0001000100");
    peer.close();

    EOFException e = assertThrows(EOFException.class, () -> transport.receive(LONG));

    assertEquals("the peer closed the connection within a wrapper", e.getMessage());
  }

  @Test
  void closingFromAnotherThreadEndsWhatWaits() throws Exception {
    connect();
    CountDownLatch waits = new CountDownLatch(1);
    CompletableFuture<IOException> ended =
        CompletableFuture.supplyAsync(
            () -> {
              waits.countDown();
              return assertThrows(IOException.class, () -> transport.receive(LONG));
            });
    waits.await();
    transport.close();

    ended.get(10, TimeUnit.SECONDS);
  }

  @Test
  void withoutListenerItSaysWhere() throws IOException {
    listener.close();

    IOException e = assertThrows(IOException.class, transport::open);

    assertTrue(e.getMessage().contains("refused"), e.getMessage());
    assertFalse(transport.isOpen());
  }

  @Test
  void aHostThatIsNotKnownIsSaid() {
    InetSocketAddress nowhere = InetSocketAddress.createUnresolved("nowhere.invalid", 4059);
    for (ApduTransport other :
        List.of(
            Transports.tcpWrapper(nowhere, 16, 1, WrapperOptions.defaults()),
            Transports.udpWrapper(nowhere, 16, 1, WrapperOptions.defaults()))) {
      IOException e = assertThrows(IOException.class, other::open);
      assertEquals("the host nowhere.invalid is not known", e.getMessage());
    }
  }

  @Test
  void everyFrameIsTraced() throws IOException {
    List<String> frames = new ArrayList<>();
    transport.trace(
        (direction, framing, bytes, offset, length) ->
            frames.add(
                direction
                    + " "
                    + framing
                    + " "
                    + HexFormat.of().formatHex(bytes, offset, offset + length)));
    connect();
    transport.send(new byte[] {1}, 0, 1);
    answers("000100010010000107");
    transport.receive(LONG);

    assertEquals(
        List.of("SENT WRAPPER 000100100001000101", "RECEIVED WRAPPER 000100010010000107"), frames);
  }

  @Test
  void anExchangeAllocatesNothing() throws IOException {
    connect();
    CompletableFuture.runAsync(
        () -> {
          byte[] buffer = new byte[64];
          try {
            int count = peer.getInputStream().read(buffer);
            while (count > 0) {
              peer.getOutputStream().write(buffer, 0, count);
              count = peer.getInputStream().read(buffer);
            }
          } catch (IOException e) {
            // The test is over.
          }
        });
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    byte[] apdu = new byte[13];
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 10; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 200; i++) {
        transport.send(apdu, 0, apdu.length);
        assertEquals(13, transport.receive(LONG).length());
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertTrue(least < 200 * 100, "200 exchanges allocate " + least + " bytes");
  }
}
