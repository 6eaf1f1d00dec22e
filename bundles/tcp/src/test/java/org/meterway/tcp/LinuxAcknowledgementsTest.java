/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinuxAcknowledgementsTest {
  private static final String HEAD =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n";

  @TempDir Path tables;

  @Test
  void addressesAreWordsOfTheProcessor() throws IOException {
    InetAddress v4 = InetAddress.getByName("127.0.0.1");
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    assertEquals(
        little ? "0100007F:2729" : "7F000001:2729",
        LinuxAcknowledgements.key(new InetSocketAddress(v4, 10025), false));
    assertEquals(
        little ? "0000000000000000FFFF00000100007F:2729" : "00000000000000000000FFFF7F000001:2729",
        LinuxAcknowledgements.key(new InetSocketAddress(v4, 10025), true));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 50, 1000})
  void theLineIsFoundWhereverItStands(int othersBefore) throws IOException {
    try (ServerSocketChannel server = listen(8192);
        SocketChannel socket = SocketChannel.open(server.getLocalAddress())) {
      StringBuilder table = new StringBuilder(HEAD);
      for (int i = 0; i < othersBefore; i++) {
        table.append(line(i, "00000000:0016", "00000000:0000", 7));
      }
      table.append(
          line(othersBefore, key(socket.getRemoteAddress()), key(socket.getLocalAddress()), 8));
      table.append(
          line(
              othersBefore + 1,
              key(socket.getLocalAddress()),
              key(socket.getRemoteAddress()),
              0xABCDE));
      table.append(line(othersBefore + 2, "00000000:0017", "00000000:0000", 9));
      Files.writeString(tables.resolve("tcp"), table);
      Files.writeString(tables.resolve("tcp6"), HEAD);
      assertEquals(0xABCDE, new LinuxAcknowledgements(tables).unacknowledged(socket));
    }
  }

  @Test
  void withoutATableOrALineItIsNotKnown() throws IOException {
    try (ServerSocketChannel server = listen(8192);
        SocketChannel socket = SocketChannel.open(server.getLocalAddress())) {
      assertEquals(-1, new LinuxAcknowledgements(tables).unacknowledged(socket));
      Files.writeString(tables.resolve("tcp"), HEAD);
      Files.writeString(tables.resolve("tcp6"), HEAD + "cut off in the mid");
      assertEquals(-1, new LinuxAcknowledgements(tables).unacknowledged(socket));
    }
    try (SocketChannel unconnected = SocketChannel.open()) {
      assertEquals(-1, new LinuxAcknowledgements(tables).unacknowledged(unconnected));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16 * 1024, 96 * 1024, 1024 * 1024})
  @EnabledOnOs(OS.LINUX)
  void theSystemHoldsNoMoreThanIsReckonedWith(int sendBuffer) throws IOException {
    try (ServerSocketChannel server = listen(8192);
        SocketChannel socket = SocketChannel.open()) {
      socket.setOption(StandardSocketOptions.SO_SNDBUF, sendBuffer);
      socket.connect(server.getLocalAddress());
      socket.configureBlocking(false);
      StreamProgress stream = new StreamProgress(socket.getOption(StandardSocketOptions.SO_SNDBUF));
      LinuxAcknowledgements real = new LinuxAcknowledgements(Path.of("/proc/net"));
      ByteBuffer bytes = ByteBuffer.allocate(64 * 1024);
      long[] unacknowledged = new long[1];
      Await.until(
          "the peer takes no more",
          () -> {
            try {
              long before = stream.written();
              stream.wrote(socket.write(bytes.clear()), 0);
              unacknowledged[0] = real.unacknowledged(socket);
              assertTrue(unacknowledged[0] >= 0, "the system does not tell");
              long told = stream.written() - unacknowledged[0];
              assertTrue(stream.surelyAcknowledged(0) <= told, "reckoned with too little");
              return stream.written() == before && unacknowledged[0] > sendBuffer;
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          });
      assertTrue(StreamProgress.sendBufferFor(2L * sendBuffer + 64 * 1024) == sendBuffer);
    }
  }

  private static ServerSocketChannel listen(int receiveBuffer) throws IOException {
    return ServerSocketChannel.open()
        .setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer)
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private static String key(java.net.SocketAddress address) {
    return LinuxAcknowledgements.key((InetSocketAddress) address, false);
  }

  private static String line(int number, String local, String remote, int queue) {
    return "%4d: %s %s 01 %08X:00000000 00:00000000 00000000     0        0 9 1 0 20 4 30 10 -1%n"
        .formatted(number, local, remote, queue);
  }
}
