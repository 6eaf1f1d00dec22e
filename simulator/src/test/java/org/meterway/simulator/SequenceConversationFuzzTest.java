/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/**
 * What the simulated head end makes of what a gateway sends in confirmed delivery: each payload is
 * taken once, what is taken is acknowledged, and the cuts of the stream change nothing.
 */
class SequenceConversationFuzzTest extends FuzzTarget {
  private static final UUID STREAM = new UUID(1, 2);

  /** Writes down what happens to it. */
  private static final class Host implements Conversation.Host {
    private final List<String> told = new ArrayList<>();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Override
    public void payload(byte[] buffer, int offset, int length) {
      told.add("payload " + HexFormat.of().formatHex(buffer, offset, offset + length));
    }

    @Override
    public void repeated(byte[] payload) {
      told.add("repeated " + HexFormat.of().formatHex(payload));
    }

    @Override
    public void write(byte[] bytes) {
      written.writeBytes(bytes);
    }

    @Override
    public ConnectionFault.Answer beforeAnswer() {
      return ConnectionFault.Answer.GIVEN;
    }

    @Override
    public boolean rejects() {
      return false;
    }

    @Override
    public void welcomed(String name, String stream, long highest) {
      told.add("welcomed " + stream + " " + highest);
    }

    @Override
    public void violated(String reason) {
      told.add("violated " + reason);
    }
  }

  /**
   * What became of a stream of bytes.
   *
   * @param acknowledged the highest number that was
   * @param taken the highest number that is kept
   */
  private record Outcome(List<String> told, long acknowledged, long taken) {}

  @Override
  protected int weight() {
    return 4;
  }

  @Override
  protected void check(byte[] input) throws IOException {
    Choices choices = new Choices(input);
    int[] pieces = {1 + choices.below(40), 1 + choices.below(7)};
    byte[] stream = stream(choices);

    Outcome whole = converse(stream, new int[] {Math.max(1, stream.length)});

    assertEquals(whole.told, converse(stream, pieces).told);
    assertEquals(whole.told, converse(stream, new int[] {1}).told);
    boolean violated = whole.told.stream().anyMatch(each -> each.startsWith("violated"));
    assertTrue(violated || whole.acknowledged == whole.taken, whole::toString);
    assertTrue(Long.compareUnsigned(whole.acknowledged, whole.taken) <= 0, whole::toString);
  }

  private static byte[] stream(Choices choices) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    if (!choices.oneIn(8)) {
      byte[] name = "hes".getBytes(StandardCharsets.UTF_8);
      frame(
          stream,
          0x01,
          ByteBuffer.allocate(21 + name.length)
              .putInt(0x4D574344)
              .put((byte) 1)
              .putLong(STREAM.getMostSignificantBits())
              .putLong(STREAM.getLeastSignificantBits())
              .put(name)
              .array());
    }
    int count = choices.below(8);
    for (int i = 0; i < count; i++) {
      int type = choices.of(0x02, 0x02, 0x02, 0x03, 0x04, 0x80, choices.octet());
      byte[] body = type == 0x02 ? data(choices) : choices.bytes(type < 0x80 ? 0 : 30);
      frame(stream, type, body);
    }
    stream.writeBytes(choices.rest());
    return stream.toByteArray();
  }

  private static byte[] data(Choices choices) {
    byte[] payload = choices.bytes(40);
    long number = choices.oneIn(16) ? choices.longInteger() : 1 + choices.below(9);
    return ByteBuffer.allocate(8 + payload.length).putLong(number).put(payload).array();
  }

  private static void frame(ByteArrayOutputStream stream, int type, byte[] body) {
    stream.writeBytes(ByteBuffer.allocate(4).putInt(1 + body.length).array());
    stream.write(type);
    stream.writeBytes(body);
  }

  private static Outcome converse(byte[] stream, int[] pieces) throws IOException {
    Host host = new Host();
    SequenceState state = new SequenceState(null);
    SequenceConversation conversation = new SequenceConversation(host, state);
    int turn = 0;
    for (int at = 0; at < stream.length; ) {
      int count = Math.min(stream.length - at, pieces[turn++ % pieces.length]);
      try {
        conversation.received(stream, at, count);
      } catch (IOException e) {
        assertTrue(host.told.get(host.told.size() - 1).startsWith("violated"), e::getMessage);
        break;
      }
      at += count;
    }
    conversation.ended();
    return new Outcome(host.told, lastAcknowledged(host.written), state.highest(STREAM));
  }

  /** Reads what was written as the gateway would: whole frames, of the right length. */
  private static long lastAcknowledged(ByteArrayOutputStream written) {
    ByteBuffer frames = ByteBuffer.wrap(written.toByteArray());
    long last = 0;
    while (frames.hasRemaining()) {
      byte[] frame = new byte[frames.getInt()];
      frames.get(frame);
      if (frame[0] == 0x12) {
        last = ByteBuffer.wrap(Arrays.copyOfRange(frame, 1, frame.length)).getLong();
      }
    }
    return last;
  }
}
