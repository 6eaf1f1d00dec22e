/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterway.dlms.hdlc.HdlcAddress;

/** A client and a meter at both ends of an optical head: speeds, parity, its echo. */
class EchoingLineTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final List<Integer> speeds = new ArrayList<>();

  /** Counts the speeds it is set to. */
  private final class Serial implements ByteLine {
    private final FedByteLine line;

    private Serial(FedByteLine line) {
      this.line = line;
    }

    @Override
    public int read(byte[] bytes, int offset, int length, Duration timeout) throws IOException {
      return line.read(bytes, offset, length, timeout);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      line.write(bytes, offset, length);
    }

    @Override
    public void speed(int baud) {
      speeds.add(baud);
    }

    @Override
    public void close() {
      line.close();
    }
  }

  private static void serve(ApduConversation conversation) {
    try (conversation) {
      Received received = conversation.receive(LONG);
      while (received != null) {
        byte[] apdu = received.toByteArray();
        conversation.send(received.source(), received.destination(), apdu, 0, apdu.length);
        received = conversation.receive(LONG);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({"true, true, 16", "true, false, 16", "false, true, 1", "false, false, 1"})
  void aMeterIsReadThroughAnOpticalHead(boolean echoes, boolean modeE, int client)
      throws Exception {
    FedByteLine[] ends = new FedByteLine[2];
    ends[0] =
        new FedByteLine(
            10_000,
            (bytes, offset, length) -> {
              if (echoes) {
                ends[0].feed(bytes, offset, length);
              }
              ends[1].feed(bytes, offset, length);
            });
    ends[1] =
        new FedByteLine(10_000, (bytes, offset, length) -> ends[0].feed(bytes, offset, length));
    SignOnServerOptions meter = SignOnServerOptions.defaults();
    CompletableFuture<Void> served =
        CompletableFuture.runAsync(
            () ->
                serve(
                    modeE
                        ? Servers.modeE(ends[1], meter, HdlcServerOptions.defaults())
                        : Servers.hdlc(ends[1], HdlcServerOptions.defaults())));
    Serial head = new Serial(ends[0]);
    HdlcOptions options = HdlcOptions.of(client, HdlcAddress.server(1));
    List<String> frames = new ArrayList<>();
    try (ApduTransport transport =
        modeE
            ? Transports.modeE(head, SignOnOptions.defaults(), options)
            : Transports.hdlc(head, options)) {
      transport.trace(
          (direction, framing, bytes, offset, length) -> frames.add(direction + " " + framing));
      transport.open();
      for (int length : new int[] {1, 10, 300}) {
        transport.send(new byte[length], 0, length);
        assertArrayEquals(new byte[length], transport.receive(LONG).toByteArray());
      }
      assertThrows(TransportTimeoutException.class, () -> transport.receive(Duration.ofMillis(1)));
    }
    ends[1].end();
    served.get(10, TimeUnit.SECONDS);
    assertEquals(modeE ? List.of(300, 9600) : List.of(), speeds);
    assertTrue(frames.contains("RECEIVED HDLC"));
    assertEquals(modeE ? 2 : 0, frames.stream().filter("SENT SIGN_ON"::equals).count());
    assertEquals(modeE ? 2 : 0, frames.stream().filter("RECEIVED SIGN_ON"::equals).count());
  }

  @Test
  void aLineThatEndsIsSaid() {
    FedByteLine line = new FedByteLine(10, (bytes, offset, length) -> {});
    line.end();
    ApduTransport transport = Transports.hdlc(line, HdlcOptions.of(16, HdlcAddress.server(1)));

    IOException e = assertThrows(IOException.class, transport::open);

    assertEquals("the line ended", e.getMessage());
  }
}
