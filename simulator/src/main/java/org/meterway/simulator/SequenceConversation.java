/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The head end's side of confirmed delivery, written from {@code
 * docs/reference/confirmed-delivery.md} alone.
 */
final class SequenceConversation implements Conversation {
  private static final int HELLO = 0x01;
  private static final int DATA = 0x02;
  private static final int PING = 0x03;
  private static final int PONG = 0x04;
  private static final int RESPONSE = 0x05;
  private static final int WELCOME = 0x11;
  private static final int ACK = 0x12;
  private static final int DOWN = 0x13;
  private static final int REFUSE = 0x14;
  private static final int REQUEST = 0x15;
  private static final int FIRST_EXTENSION = 0x80;

  private static final int MAGIC = 0x4D574344;
  private static final int VERSION = 1;
  private static final int LENGTH_BYTES = 4;
  private static final int HELLO_MIN = 21;
  private static final int NAME_MAX = 255;
  private static final int NUMBER_BYTES = 8;
  private static final int PAYLOAD_MAX = 16 << 20;
  private static final int REFUSE_MAX = 1024;
  private static final int LINK_MAX = 255;

  /** The longest frame that makes sense: the type, a number and the longest payload. */
  private static final int LENGTH_MAX = 1 + NUMBER_BYTES + PAYLOAD_MAX;

  /** Beyond any number that a gateway can have sent: what it sent may be ahead of what was read. */
  private static final long EXAGGERATION = 1L << 40;

  private final Host host;
  private final SequenceState state;
  private final Map<Integer, CompletableFuture<HeadEndResponse>> requests =
      new ConcurrentHashMap<>();
  private final AtomicInteger lastRequest = new AtomicInteger();
  private ByteBuffer pending = ByteBuffer.allocate(4096);
  private volatile UUID stream;
  private boolean answerDue;
  private long safe;

  SequenceConversation(Host host, SequenceState state) {
    this.host = host;
    this.state = state;
  }

  @Override
  public void received(byte[] buffer, int offset, int length) throws IOException {
    hold(buffer, offset, length);
    try {
      takeFrames();
    } finally {
      // What was taken before a broken frame is safe, too.
      if (stream != null) {
        safe = state.save(stream);
      }
    }
    acknowledge();
  }

  private void takeFrames() throws IOException {
    pending.flip();
    while (pending.remaining() >= LENGTH_BYTES) {
      int frame = pending.getInt(pending.position());
      if (frame < 1 || frame > LENGTH_MAX) {
        violation("a frame of " + Integer.toUnsignedString(frame) + " bytes");
      }
      if (pending.remaining() < LENGTH_BYTES + frame) {
        break;
      }
      pending.position(pending.position() + LENGTH_BYTES);
      int type = pending.get() & 0xFF;
      byte[] body = new byte[frame - 1];
      pending.get(body);
      take(type, body);
    }
    pending.compact();
  }

  private void hold(byte[] buffer, int offset, int length) {
    if (pending.remaining() < length) {
      int needed = pending.position() + length;
      ByteBuffer larger = ByteBuffer.allocate(Math.max(2 * pending.capacity(), needed));
      larger.put(pending.flip());
      pending = larger;
    }
    pending.put(buffer, offset, length);
  }

  private void take(int type, byte[] body) throws IOException {
    switch (type) {
      case HELLO -> hello(body);
      case DATA -> data(body);
      case PING -> {
        requireLength(body.length == 0, "PING", body);
        send(PONG);
      }
      case PONG -> requireLength(body.length == 0, "PONG", body);
      case RESPONSE -> response(body);
      default -> {
        if (type < FIRST_EXTENSION) {
          violation("a frame of type %02x".formatted(type));
        }
      }
    }
  }

  private void hello(byte[] body) throws IOException {
    requireLength(body.length >= HELLO_MIN && body.length <= HELLO_MIN + NAME_MAX, "HELLO", body);
    ByteBuffer fields = ByteBuffer.wrap(body);
    if (fields.getInt() != MAGIC) {
      violation("a HELLO with a wrong magic");
    }
    int version = fields.get();
    if (version != VERSION) {
      violation("a HELLO of version " + version);
    }
    if (stream != null) {
      violation("a second HELLO");
    }
    rejectOnPurpose();
    UUID introduced = new UUID(fields.getLong(), fields.getLong());
    String name = new String(body, HELLO_MIN, body.length - HELLO_MIN, StandardCharsets.UTF_8);
    long highest = state.highest(introduced);
    send(WELCOME, new byte[] {VERSION}, number(highest));
    stream = introduced;
    // Whoever hears of it may send requests at once, which must not come before WELCOME.
    host.welcomed(name, introduced.toString(), highest);
  }

  private void rejectOnPurpose() throws IOException {
    if (host.rejects()) {
      refuse("rejected on purpose");
      throw new IOException("rejected on purpose");
    }
  }

  private void data(byte[] body) throws IOException {
    if (stream == null) {
      violation("DATA before HELLO");
    }
    rejectOnPurpose();
    requireLength(
        body.length > NUMBER_BYTES && body.length <= NUMBER_BYTES + PAYLOAD_MAX, "DATA", body);
    long number = ByteBuffer.wrap(body).getLong();
    answerDue = true;
    if (!state.take(
        stream, number, () -> host.payload(body, NUMBER_BYTES, body.length - NUMBER_BYTES))) {
      host.repeated(Arrays.copyOfRange(body, NUMBER_BYTES, body.length));
    }
  }

  private void acknowledge() throws IOException {
    if (!answerDue) {
      return;
    }
    answerDue = false;
    switch (host.beforeAnswer()) {
      case GIVEN -> send(ACK, number(safe));
      case EXAGGERATED -> send(ACK, number(safe + EXAGGERATION));
      case WITHHELD -> {
        // On purpose.
      }
    }
  }

  private void response(byte[] body) throws IOException {
    requireLength(body.length >= 5, "RESPONSE", body);
    ByteBuffer fields = ByteBuffer.wrap(body);
    int id = fields.getInt();
    int status = fields.get() & 0xFF;
    CompletableFuture<HeadEndResponse> request = requests.remove(id);
    if (request == null) {
      violation("a RESPONSE to no request, id " + Integer.toUnsignedString(id));
    } else {
      request.complete(new HeadEndResponse(status, Arrays.copyOfRange(body, 5, body.length)));
    }
  }

  /** Whether the gateway has introduced itself. */
  boolean isWelcomed() {
    return stream != null;
  }

  /** Asks whether the gateway is there. */
  void ping() throws IOException {
    send(PING);
  }

  /** Reads a parameter behind a link, or sets it where there are data. */
  CompletableFuture<HeadEndResponse> request(String link, int parameter, byte[] data)
      throws IOException {
    byte[] name = link.getBytes(StandardCharsets.UTF_8);
    if (name.length > LINK_MAX) {
      throw new IllegalArgumentException("the link's name has more than 255 bytes");
    }
    int id = lastRequest.incrementAndGet();
    CompletableFuture<HeadEndResponse> answer = new CompletableFuture<>();
    requests.put(id, answer);
    ByteBuffer fields = ByteBuffer.allocate(8 + name.length);
    fields.putInt(id).put((byte) (data == null ? 1 : 2)).putShort((short) parameter);
    fields.put((byte) name.length).put(name);
    send(REQUEST, fields.array(), data == null ? new byte[0] : data);
    return answer;
  }

  @Override
  public void down(byte[] payload) throws IOException {
    send(DOWN, payload);
  }

  @Override
  public void ended() {
    IOException cause = new IOException("the connection has ended");
    requests.values().forEach(request -> request.completeExceptionally(cause));
  }

  private void requireLength(boolean holds, String type, byte[] body) throws IOException {
    if (!holds) {
      violation(type + " with a body of " + body.length + " bytes");
    }
  }

  private void violation(String reason) throws IOException {
    host.violated(reason);
    refuse(reason);
    throw new IOException("the gateway sent " + reason);
  }

  private void refuse(String reason) throws IOException {
    byte[] words = reason.getBytes(StandardCharsets.UTF_8);
    send(REFUSE, Arrays.copyOf(words, Math.min(words.length, REFUSE_MAX)));
  }

  private static byte[] number(long number) {
    return ByteBuffer.allocate(NUMBER_BYTES).putLong(number).array();
  }

  private void send(int type, byte[]... parts) throws IOException {
    int length = 1;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer frame = ByteBuffer.allocate(LENGTH_BYTES + length).putInt(length).put((byte) type);
    for (byte[] part : parts) {
      frame.put(part);
    }
    host.write(frame.array());
  }
}
