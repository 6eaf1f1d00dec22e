/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp.confirm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownstreamDecoderTest {
  private static final int DOWN_MAX = 100;

  /** One frame of each kind, with an extension that has a body and one that has none. */
  private static final String EACH =
      "0000000a 11 01 000000000000002a"
          + "00000009 12 00000000000000ff"
          + "00000004 13 010203"
          + "00000001 03"
          + "00000001 04"
          + "00000004 80 ffffff"
          + "00000001 ff"
          + "0000000f 15 00000007 01 8003 06 6d6574657231"
          + "00000011 15 00000008 02 8002 06 6d6574657231 0a0b"
          + "00000007 14 e280a60a6e6f";

  private static final List<String> EVENTS =
      List.of(
          "welcome 42",
          "ack 255",
          "down 010203",
          "ping",
          "pong",
          "GET 7 8003 meter1 ",
          "SET 8 8002 meter1 0a0b",
          "refused \u2026 no");

  private final RecordingHandler handler = new RecordingHandler();
  private final DownstreamDecoder decoder = new DownstreamDecoder(DOWN_MAX, handler);

  @Test
  void framesThatComeTogetherAreToldOneByOne() throws ProtocolException {
    decode(EACH);
    assertEquals(EVENTS, handler.events);
  }

  @Test
  void framesMayComeByteByByte() throws ProtocolException {
    for (byte octet : bytes(EACH)) {
      decoder.decode(new byte[] {octet}, 0, 1);
    }
    assertEquals(EVENTS, handler.events);
  }

  @Test
  void framesMayBeCutAnywhere() throws ProtocolException {
    byte[] all = bytes(EACH);
    for (int cut = 0; cut <= all.length; cut++) {
      RecordingHandler parts = new RecordingHandler();
      DownstreamDecoder one = new DownstreamDecoder(DOWN_MAX, parts);
      one.decode(all, 0, cut);
      one.decode(all, cut, all.length - cut);
      assertEquals(EVENTS, parts.events, "cut at " + cut);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "00000000 | a frame without a type",
        "00000001 7f | a frame of unknown type 0x7F",
        "00000001 02 | a frame of unknown type 0x02",
        "00000002 03 00 | PING with a body of 1 bytes, expected 0",
        "00000001 12 | ACK with a body of 0 bytes, expected 8",
        "ffffffff 12 | ACK with a body of 4294967294 bytes, expected 8",
        "00000009 11 01 00000000000000 | WELCOME with a body of 8 bytes, expected 9",
        "0000000a 11 02 0000000000000000 | WELCOME of version 2, expected 1",
        "00000009 12 ffffffffffffffff | ACK of number 18446744073709551615, which was never sent",
        "00000001 13 | DOWN with a body of 0 bytes, expected 1 to 100",
        "00000066 13 | DOWN with a body of 101 bytes, expected 1 to 100",
        "00000402 14 | REFUSE with a body of 1025 bytes, expected 0 to 1024",
        "00000004 15 000000 | REQUEST with a body of 3 bytes, expected 4 to 4359",
        "01000002 80 | 0x80 with a body of 16777217 bytes, expected 0 to 16777216",
      })
  void whatBreaksTheProtocolIsSaidInWords(String wrong, String words) {
    byte[] bytes = bytes(wrong);
    ProtocolException e =
        assertThrows(
            ProtocolException.class,
            () -> decoder.decode(pad(bytes), 0, Math.max(5, bytes.length)));
    assertEquals(words, e.getMessage());
  }

  @Test
  void afterAnErrorNothingIsToldAnyMore() {
    assertThrows(ProtocolException.class, () -> decode("00000001 7f 00000001 03"));
    assertThrows(ProtocolException.class, () -> decode("00000001 03"));
    assertEquals(List.of(), handler.events);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000005 15 00000009",
        "0000000c 15 00000009 03 8003 03 6d6574", // no such operation
        "0000000c 15 00000009 00 8003 03 6d6574",
        "00000009 15 00000009 01 8003 00", // no name
        "0000000c 15 00000009 01 8003 04 6d6574", // the name is longer than the frame
        "0000000d 15 00000009 01 8003 03 6d6574 00", // GET with data
        "0000000c 15 00000009 02 8003 03 6d6574", // SET without
        "0000000c 15 00000009 01 8003 03 c36574" // no UTF-8
      })
  void aMalformedRequestIsToldAsOne(String wrong) throws ProtocolException {
    decode(wrong);
    assertEquals(List.of("malformed 9"), handler.events);
  }

  @Test
  void aLongDownIsKeptInPartsAndTheNextFrameFollows() throws ProtocolException {
    DownstreamDecoder large = new DownstreamDecoder(1 << 20, handler);
    byte[] payload = new byte[300_000];
    new Random(1).nextBytes(payload);
    byte[] frame = new byte[5 + payload.length + 5];
    java.nio.ByteBuffer.wrap(frame)
        .putInt(1 + payload.length)
        .put((byte) 0x13)
        .put(payload)
        .putInt(1)
        .put((byte) 0x03);
    for (int at = 0; at < frame.length; at += 4096) {
      large.decode(frame, at, Math.min(4096, frame.length - at));
    }
    assertEquals(List.of("down " + HexFormat.of().formatHex(payload), "ping"), handler.events);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void randomBytesEndInAnErrorOrInEvents(long seed) {
    Random random = new Random(seed);
    byte[] good = bytes(EACH);
    for (int run = 0; run < 20_000; run++) {
      DownstreamDecoder one = new DownstreamDecoder(DOWN_MAX, new RecordingHandler());
      byte[] bytes = random.nextBoolean() ? new byte[random.nextInt(200)] : good.clone();
      if (bytes.length == good.length) {
        for (int i = random.nextInt(4); i >= 0; i--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
      } else {
        random.nextBytes(bytes);
      }
      int cut = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
      try {
        one.decode(bytes, 0, cut);
        one.decode(bytes, cut, bytes.length - cut);
      } catch (ProtocolException e) {
        assertTrue(e.getMessage().length() > 5, e.getMessage());
      }
    }
  }

  @Test
  void theWordsOfARefusalHoldNoControlCharacters() throws ProtocolException {
    byte[] words = "\u001b[31mno\r\nmore".getBytes(UTF_8);
    byte[] frame = new byte[5 + words.length];
    java.nio.ByteBuffer.wrap(frame).putInt(1 + words.length).put((byte) 0x14).put(words);
    decoder.decode(frame, 0, frame.length);
    assertEquals(List.of("refused [31mno more"), handler.events);
  }

  private void decode(String hex) throws ProtocolException {
    byte[] bytes = bytes(hex);
    decoder.decode(bytes, 0, bytes.length);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static byte[] pad(byte[] bytes) {
    return Arrays.copyOf(bytes, Math.max(5, bytes.length));
  }
}
