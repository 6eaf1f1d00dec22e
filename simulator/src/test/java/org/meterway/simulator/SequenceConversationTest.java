/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The head end's side of docs/reference/confirmed-delivery.md, held against a gateway by hand. */
@Timeout(30)
class SequenceConversationTest {
  private static final UUID STREAM = new UUID(1, 2);

  @TempDir private Path folder;

  private final Queue<String> violations = new ConcurrentLinkedQueue<>();

  private SimulatedHeadEnd headEnd(Path state) throws IOException {
    HeadEndOptions options =
        HeadEndOptions.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .confirming(new Confirmation.Sequence(state));
    SimulatedHeadEnd headEnd =
        new SimulatedHeadEnd(
            options,
            new HeadEndListener() {
              @Override
              public void violated(String peer, String reason) {
                violations.add(reason);
              }
            });
    headEnd.start();
    return headEnd;
  }

  private static byte[] payload(int sequence) {
    return new SimulatedPayload(Direction.UP, 7, sequence, SimulatedPayload.now(), 40).encode();
  }

  @Test
  void payloadsAreAcknowledgedWithTheirNumbersWhateverGapsTheseHave() throws Exception {
    try (SimulatedHeadEnd headEnd = headEnd(null);
        FrameClient gateway = new FrameClient(headEnd.port())) {
      gateway.hello(STREAM);
      assertEquals(0, gateway.welcomed());
      gateway.data(5, payload(0));
      assertEquals(5, gateway.acknowledged());
      gateway.data(900, payload(1));
      assertEquals(900, gateway.acknowledged());
      assertEquals(2, headEnd.reception(7).received());
    }
  }

  @Test
  void aNumberThatIsKnownIsAcknowledgedAndNotTakenAgain() throws Exception {
    try (SimulatedHeadEnd headEnd = headEnd(null)) {
      try (FrameClient gateway = new FrameClient(headEnd.port())) {
        gateway.hello(STREAM);
        gateway.welcomed();
        gateway.data(5, payload(0));
        assertEquals(5, gateway.acknowledged());
      }
      try (FrameClient again = new FrameClient(headEnd.port())) {
        again.hello(STREAM);
        assertEquals(5, again.welcomed());
        again.data(5, payload(0));
        assertEquals(5, again.acknowledged());
      }
      assertEquals(1, headEnd.reception(7).received());
      assertEquals(0, headEnd.reception(7).duplicated());
      assertEquals(1, headEnd.reception(7).repeated());
    }
  }

  @Test
  void twoConnectionsOfOneStreamTakeANumberOnce() throws Exception {
    try (SimulatedHeadEnd headEnd = headEnd(null);
        FrameClient old = new FrameClient(headEnd.port());
        FrameClient successor = new FrameClient(headEnd.port())) {
      old.hello(STREAM);
      old.welcomed();
      successor.hello(STREAM);
      successor.welcomed();
      successor.data(3, payload(0));
      assertEquals(3, successor.acknowledged());
      old.data(3, payload(0));
      assertEquals(3, old.acknowledged());
      assertEquals(0, headEnd.reception(7).duplicated());
    }
  }

  @Test
  void streamsHaveTheirNumbersEach() throws Exception {
    try (SimulatedHeadEnd headEnd = headEnd(null)) {
      for (long id = 0; id < 2; id++) {
        try (FrameClient gateway = new FrameClient(headEnd.port())) {
          gateway.hello(new UUID(0, id));
          assertEquals(0, gateway.welcomed());
          gateway.data(9, payload((int) id));
          gateway.acknowledged();
        }
      }
      assertEquals(2, headEnd.reception(7).received());
    }
  }

  @Test
  void aFileKeepsTheNumbersOverARestartAndATornLineDoesNotHurt() throws Exception {
    Path state = folder.resolve("state");
    try (SimulatedHeadEnd headEnd = headEnd(state);
        FrameClient gateway = new FrameClient(headEnd.port())) {
      gateway.hello(STREAM);
      gateway.welcomed();
      gateway.data(77, payload(0));
      gateway.acknowledged();
      headEnd.restart();
      assertEquals(-1, gateway.read());
      try (FrameClient again = new FrameClient(headEnd.port())) {
        again.hello(STREAM);
        assertEquals(77, again.welcomed());
      }
    }
    Files.writeString(state, Files.readString(state) + STREAM + " 7");
    try (SimulatedHeadEnd headEnd = headEnd(state);
        FrameClient gateway = new FrameClient(headEnd.port())) {
      gateway.hello(STREAM);
      assertEquals(77, gateway.welcomed());
    }
  }

  @Test
  void withoutAFileARestartForgets() throws Exception {
    try (SimulatedHeadEnd headEnd = headEnd(null)) {
      try (FrameClient gateway = new FrameClient(headEnd.port())) {
        gateway.hello(STREAM);
        gateway.welcomed();
        gateway.data(77, payload(0));
        gateway.acknowledged();
      }
      headEnd.restart();
      try (FrameClient again = new FrameClient(headEnd.port())) {
        again.hello(STREAM);
        assertEquals(0, again.welcomed());
      }
    }
  }

  @Test
  void aPingIsAnsweredAndAnExtensionSkipped() throws Exception {
    try (SimulatedHeadEnd headEnd = headEnd(null);
        FrameClient gateway = new FrameClient(headEnd.port())) {
      gateway.hello(STREAM);
      gateway.welcomed();
      gateway.send(0x80, new byte[] {1, 2, 3});
      gateway.send(0x03);
      FrameClient.Frame answer = gateway.next();
      assertEquals(0x04, answer.type());
      assertEquals(0, answer.body().length);
    }
  }

  @Test
  void aRequestIsAnsweredByItsId() throws Exception {
    try (SimulatedHeadEnd headEnd = headEnd(null);
        FrameClient gateway = new FrameClient(headEnd.port())) {
      gateway.hello(STREAM);
      gateway.welcomed();
      gateway.send(0x03);
      gateway.next();
      String peer = headEnd.gateways().get(0);
      CompletableFuture<HeadEndResponse> set =
          headEnd.request(peer, "meter1", 0x8002, new byte[] {1, 1});
      CompletableFuture<HeadEndResponse> get = headEnd.request(peer, "meter1", 0x8003, null);
      FrameClient.Frame first = gateway.next();
      assertEquals(0x15, first.type());
      ByteBuffer fields = ByteBuffer.wrap(first.body());
      int setId = fields.getInt();
      assertEquals(2, fields.get());
      assertEquals((short) 0x8002, fields.getShort());
      assertEquals(6, fields.get());
      byte[] name = new byte[6];
      fields.get(name);
      assertEquals("meter1", new String(name, StandardCharsets.UTF_8));
      assertEquals(2, fields.remaining());
      int getId = ByteBuffer.wrap(gateway.next().body()).getInt();

      gateway.send(
          0x05, ByteBuffer.allocate(5).putInt(getId).put((byte) 0).array(), new byte[] {28});
      gateway.send(0x05, ByteBuffer.allocate(5).putInt(setId).put((byte) 4).array());

      assertArrayEquals(new byte[] {28}, get.get(10, TimeUnit.SECONDS).data());
      assertEquals("not allowed", set.get(10, TimeUnit.SECONDS).toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'00000000', a frame of 0 bytes",
    "'7FFFFFFF', a frame of 2147483647 bytes",
    "'FFFFFFFF', a frame of 4294967295 bytes",
    "'0000000106', a frame of type 06",
    "'000000040130313233', HELLO with a body of 3 bytes",
    "'0000001601AAAAAAAA0100000000000000000000000000000000', a HELLO with a wrong magic",
    "'00000016014D5743440200000000000000000000000000000000', a HELLO of version 2",
    "'0000000A02000000000000000130', DATA before HELLO",
    "'000000020300', PING with a body of 1 bytes",
    "'000000060500000001' , RESPONSE with a body of 4 bytes",
  })
  void whatBreaksTheProtocolIsRefusedInWords(String hex, String reason) throws Exception {
    try (SimulatedHeadEnd headEnd = headEnd(null);
        FrameClient gateway = new FrameClient(headEnd.port())) {
      byte[] bytes = java.util.HexFormat.of().parseHex(hex);
      gateway.raw(hex.startsWith("00000004") ? java.util.Arrays.copyOf(bytes, 8) : bytes);
      if (hex.startsWith("0000000605")) {
        gateway.raw(new byte[1]);
      }
      FrameClient.Frame refusal = gateway.next();
      assertEquals(0x14, refusal.type());
      assertEquals(
          reason.startsWith("RESPONSE") ? "a RESPONSE to no request, id 1" : reason,
          refusal.text());
      assertEquals(refusal.text(), violations.peek());
      assertEquals(-1, gateway.read());
    }
  }

  @Test
  void aSecondHelloIsRefused() throws Exception {
    try (SimulatedHeadEnd headEnd = headEnd(null);
        FrameClient gateway = new FrameClient(headEnd.port())) {
      gateway.hello(STREAM);
      gateway.welcomed();
      gateway.hello(STREAM);
      assertEquals("a second HELLO", gateway.next().text());
    }
  }

  @Test
  void framesMayComeByteByByte() throws Exception {
    try (SimulatedHeadEnd headEnd = headEnd(null);
        FrameClient gateway = new FrameClient(headEnd.port())) {
      gateway.hello(STREAM);
      gateway.welcomed();
      byte[] payload = payload(0);
      byte[] frame =
          ByteBuffer.allocate(13 + payload.length)
              .putInt(9 + payload.length)
              .put((byte) 2)
              .putLong(4)
              .put(payload)
              .array();
      for (byte octet : frame) {
        gateway.raw(new byte[] {octet});
      }
      assertEquals(4, gateway.acknowledged());
    }
  }
}
