/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A gateway's side of confirmed delivery, frame by frame as a test wants it. */
final class FrameClient implements AutoCloseable {
  private static final int PATIENCE_MS = 10_000;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  FrameClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MS);
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
  }

  /** A frame that came. */
  record Frame(int type, byte[] body) {
    long number() {
      return ByteBuffer.wrap(body).getLong();
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  void send(int type, byte[]... parts) throws IOException {
    int length = 1;
    for (byte[] part : parts) {
      length += part.length;
    }
    out.writeInt(length);
    out.write(type);
    for (byte[] part : parts) {
      out.write(part);
    }
    out.flush();
  }

  void hello(UUID stream) throws IOException {
    byte[] fixed =
        ByteBuffer.allocate(21)
            .putInt(0x4D574344)
            .put((byte) 1)
            .putLong(stream.getMostSignificantBits())
            .putLong(stream.getLeastSignificantBits())
            .array();
    send(0x01, fixed, "hes".getBytes(StandardCharsets.UTF_8));
  }

  void data(long number, byte[] payload) throws IOException {
    send(0x02, ByteBuffer.allocate(8).putLong(number).array(), payload);
  }

  /** Any bytes. */
  void raw(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  /** The next frame. */
  Frame next() throws IOException {
    int length = in.readInt();
    int type = in.read();
    return new Frame(type, in.readNBytes(length - 1));
  }

  /** The number in the WELCOME. */
  long welcomed() throws IOException {
    Frame frame = next();
    if (frame.type() != 0x11 || frame.body().length != 9 || frame.body()[0] != 1) {
      throw new IOException("not a WELCOME: " + frame.type());
    }
    return ByteBuffer.wrap(frame.body()).getLong(1);
  }

  /** The number in the next ACK. */
  long acknowledged() throws IOException {
    Frame frame = next();
    if (frame.type() != 0x12) {
      throw new IOException("not an ACK: " + frame.type() + " " + frame.text());
    }
    return frame.number();
  }

  /** The next byte, -1 at the end. */
  int read() throws IOException {
    return in.read();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
