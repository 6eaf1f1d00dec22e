/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell.control;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A client written from the package's description. */
final class RawClient implements AutoCloseable {
  private final SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
  private final DataInputStream in;
  private int status = -1;

  /** Connected; the hello has not been read. */
  RawClient(Path path) throws IOException {
    channel.connect(UnixDomainSocketAddress.of(path));
    in = new DataInputStream(Channels.newInputStream(channel));
  }

  void request(char kind, String... words) throws IOException {
    if (in.readUnsignedByte() != 'H') {
      throw new IOException("no hello");
    }
    in.readFully(new byte[in.readUnsignedShort()]);
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.write(kind);
    request.write(words.length);
    for (String word : words) {
      byte[] text = word.getBytes(StandardCharsets.UTF_8);
      request.write(text.length >> 8);
      request.write(text.length);
      request.writeBytes(text);
    }
    raw(request.toByteArray());
  }

  void raw(byte[] octets) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(octets);
    try {
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    } catch (IOException e) {
      // The gateway has closed the connection meanwhile.
      return;
    }
  }

  String output() throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    while (true) {
      int type = in.readUnsignedByte();
      byte[] data = in.readNBytes(in.readUnsignedShort());
      if (type == 'X') {
        status = data[0] & 0xFF;
        return output.toString(StandardCharsets.UTF_8);
      }
      output.writeBytes(data);
    }
  }

  int status() {
    return status;
  }

  /** Whether the gateway closes the connection; waits for it. */
  boolean isEnded() {
    try {
      while (in.read() >= 0) {
        // The hello.
      }
      return true;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
