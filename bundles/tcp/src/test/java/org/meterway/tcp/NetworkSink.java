/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A head end as a process of its own: tells its port, then each payload of {@link NumberedPayloads}
 * that it read as a whole, of all its connections.
 */
final class NetworkSink {
  private NetworkSink() {}

  /**
   * @param arguments the address to listen at, and the answer to each payload
   */
  public static void main(String[] arguments) throws IOException {
    byte[] answer = arguments[1].getBytes(StandardCharsets.ISO_8859_1);
    try (ServerSocket server = new ServerSocket()) {
      server.bind(new InetSocketAddress(arguments[0], 0));
      System.out.println(server.getLocalPort());
      System.out.flush();
      while (true) {
        Socket socket = server.accept();
        Thread thread = new Thread(() -> read(socket, answer));
        thread.setDaemon(true);
        thread.start();
      }
    }
  }

  private static void read(Socket socket, byte[] answer) {
    try (socket) {
      InputStream in = socket.getInputStream();
      for (byte[] head = in.readNBytes(4); head.length == 4; head = in.readNBytes(4)) {
        int length = java.nio.ByteBuffer.wrap(head).getInt();
        byte[] payload = Arrays.copyOf(head, length);
        if (in.readNBytes(payload, 4, length - 4) < length - 4) {
          return;
        }
        synchronized (NetworkSink.class) {
          System.out.write(payload, 0, length);
          System.out.flush();
        }
        socket.getOutputStream().write(answer);
      }
    } catch (IOException e) {
      // The other side is gone.
    }
  }
}
