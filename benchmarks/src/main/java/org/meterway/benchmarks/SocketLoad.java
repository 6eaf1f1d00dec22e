/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * No client at all: sends the bytes of the requests over a socket and decodes nothing but the
 * length and the number awaited. What it costs is the floor under each client: a write, a read, and
 * the meter.
 */
final class SocketLoad implements DlmsLoad.Client {
  private static final byte[] AARQ =
      bytes("000100100001001F601DA109060760857405080101BE10040E01000000065F1F0400421E5DFFFF");
  private static final byte[] REGISTER = bytes("000100100001000DC001C100030100010800FF0200");
  private static final byte[] PROFILE = bytes("000100100001000DC001C100070100630100FF0200");
  private static final int HEADER = 8;
  private static final int VALUE_OFFSET = HEADER + 5;
  private static final int ROWS_OFFSET = HEADER + 6;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final ByteBuffer received = ByteBuffer.allocate(65536 + HEADER);

  private SocketLoad(int port, boolean ciphered) throws IOException {
    if (ciphered) {
      throw new IllegalArgumentException("it cannot cipher");
    }
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
    out = socket.getOutputStream();
    exchange(AARQ);
  }

  /** Measures itself, see {@link DlmsLoad}. */
  public static void main(String[] arguments) throws Exception {
    DlmsLoad.measure(arguments, SocketLoad::new);
  }

  @Override
  public long get() throws IOException {
    exchange(REGISTER);
    return received.getInt(VALUE_OFFSET);
  }

  @Override
  public int profile() throws IOException {
    exchange(PROFILE);
    return received.getShort(ROWS_OFFSET);
  }

  private void exchange(byte[] request) throws IOException {
    out.write(request);
    int end = 0;
    do {
      int length = in.read(received.array(), end, received.capacity() - end);
      if (length < 0) {
        throw new EOFException("the meter closed the connection");
      }
      end += length;
    } while (end < HEADER || end < HEADER + (received.getShort(HEADER - 2) & 0xFFFF));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
