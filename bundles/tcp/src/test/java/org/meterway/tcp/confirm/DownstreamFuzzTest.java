/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp.confirm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.meterway.itests.fuzz.Allocation;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;
import org.meterway.itests.fuzz.Told;

/**
 * What comes down in confirmed delivery: frames that keep the protocol are told as they were meant,
 * whatever comes ends in words or in waiting, and the cuts of the stream change nothing.
 */
class DownstreamFuzzTest extends FuzzTarget {
  private static final int[] TYPES = {
    FrameType.PING,
    FrameType.PONG,
    FrameType.WELCOME,
    FrameType.ACK,
    FrameType.DOWN,
    FrameType.REFUSE,
    FrameType.REQUEST,
    FrameType.FIRST_EXTENSION,
    0xFF
  };

  /** Less than a frame may promise; the classes that are loaded in the first run fit. */
  private static final long MOST_ALLOCATED = 4 << 20;

  private int downMaxBytes;

  @Override
  protected int weight() {
    return 4;
  }

  @Override
  protected void check(byte[] input) {
    Choices choices = new Choices(input);
    downMaxBytes = choices.of(1, 64, 16 << 20);
    int[] pieces = {1 + choices.below(40), 1 + choices.below(7)};
    List<String> meant = new ArrayList<>();
    byte[] good = goodFrames(choices, meant);
    byte[] stream = joined(good, choices.rest());

    List<String> whole = decode(stream, new int[] {Math.max(1, stream.length)});
    assertEquals(meant, whole.subList(0, meant.size()));
    whole.stream().filter(event -> event.startsWith("refused")).forEach(Told::assertPlain);
    assertEquals(whole, decode(stream, pieces));
    assertEquals(whole, decode(stream, new int[] {1}));
    keepsTheOrder(stream);
  }

  /**
   * What the handler is told, and the error behind it if there is one. What takes much memory by
   * the input takes it again; loading classes does not.
   */
  private List<String> decode(byte[] stream, int[] pieces) {
    List<String> events = new ArrayList<>();
    if (decode(stream, pieces, events) >= MOST_ALLOCATED) {
      events.clear();
      long allocated = decode(stream, pieces, events);
      assertTrue(allocated < MOST_ALLOCATED, () -> allocated + " bytes of memory");
    }
    return events;
  }

  private long decode(byte[] stream, int[] pieces, List<String> events) {
    RecordingHandler handler = new RecordingHandler();
    DownstreamDecoder decoder = new DownstreamDecoder(downMaxBytes, handler);
    long allocated =
        Allocation.of(
            () -> {
              try {
                feed(decoder, stream, pieces);
              } catch (ProtocolException e) {
                Told.assertPlain(e.getMessage());
                handler.events.add(e.getMessage());
                assertThrows(ProtocolException.class, () -> decoder.decode(new byte[] {0}, 0, 1));
              }
            });
    events.addAll(handler.events);
    return allocated;
  }

  private static void feed(DownstreamDecoder decoder, byte[] stream, int[] pieces)
      throws ProtocolException {
    int turn = 0;
    for (int at = 0; at < stream.length; ) {
      int count = Math.min(stream.length - at, pieces[turn++ % pieces.length]);
      decoder.decode(stream, at, count);
      at += count;
    }
  }

  /** Behind a session: WELCOME first and once, and ACKs only rise. */
  private void keepsTheOrder(byte[] stream) {
    RecordingHandler handler = new RecordingHandler();
    ConfirmedSession session = new ConfirmedSession(handler);
    try {
      feed(new DownstreamDecoder(downMaxBytes, session), stream, new int[] {stream.length});
    } catch (ProtocolException e) {
      Told.assertPlain(e.getMessage());
    }
    long highest = -1;
    for (String event : handler.events) {
      String[] words = event.split(" ");
      switch (words[0]) {
        case "welcome" -> {
          assertEquals(-1, highest, "a second welcome");
          highest = Long.parseLong(words[1]);
        }
        case "ack" -> {
          assertTrue(highest >= 0 && Long.parseLong(words[1]) > highest, event);
          highest = Long.parseLong(words[1]);
        }
        case "ping", "pong", "refused" -> {}
        default -> assertTrue(highest >= 0, () -> event + " before WELCOME");
      }
    }
  }

  /** Frames that keep the protocol, and what they mean. */
  private byte[] goodFrames(Choices choices, List<String> meant) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    int count = choices.below(6);
    for (int i = 0; i < count; i++) {
      int type = TYPES[choices.below(TYPES.length)];
      byte[] body = body(type, choices, meant);
      stream.writeBytes(
          ByteBuffer.allocate(5 + body.length)
              .putInt(1 + body.length)
              .put((byte) type)
              .put(body)
              .array());
    }
    return stream.toByteArray();
  }

  private byte[] body(int type, Choices choices, List<String> meant) {
    switch (type) {
      case FrameType.PING:
        meant.add("ping");
        return new byte[0];
      case FrameType.PONG:
        meant.add("pong");
        return new byte[0];
      case FrameType.WELCOME:
        long highest = choices.longInteger() & Long.MAX_VALUE;
        meant.add("welcome " + highest);
        return ByteBuffer.allocate(9).put((byte) 1).putLong(highest).array();
      case FrameType.ACK:
        long number = choices.longInteger() & Long.MAX_VALUE;
        meant.add("ack " + number);
        return ByteBuffer.allocate(8).putLong(number).array();
      case FrameType.DOWN:
        byte[] payload = joined(new byte[1], choices.bytes(Math.min(300, downMaxBytes - 1)));
        meant.add("down " + HexFormat.of().formatHex(payload));
        return payload;
      case FrameType.REFUSE:
        String reason = "no " + choices.below(1000);
        meant.add("refused " + reason);
        return reason.getBytes(StandardCharsets.UTF_8);
      case FrameType.REQUEST:
        return request(choices, meant);
      default:
        return choices.bytes(300);
    }
  }

  private static byte[] request(Choices choices, List<String> meant) {
    boolean get = choices.flip();
    int id = choices.integer();
    int parameter = choices.below(0x10000);
    byte[] link = "mètre1".getBytes(StandardCharsets.UTF_8);
    byte[] data = get ? new byte[0] : joined(new byte[1], choices.bytes(20));
    meant.add(
        "%s %d %04x mètre1 %s"
            .formatted(get ? "GET" : "SET", id, parameter, HexFormat.of().formatHex(data)));
    return ByteBuffer.allocate(8 + link.length + data.length)
        .putInt(id)
        .put((byte) (get ? 1 : 2))
        .putShort((short) parameter)
        .put((byte) link.length)
        .put(link)
        .put(data)
        .array();
  }

  private static byte[] joined(byte[] one, byte[] other) {
    return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
  }
}
