/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads the table of TCP sockets that Linux shows as a text, since Java has no way to the ioctl
 * SIOCOUTQ. A line of it (proc(5), net/tcp6):
 *
 * <pre>
 *  sl  local_address                         remote_address                        st tx_queue rx_queue …
 *   3: 0000000000000000FFFF00000100007F:B2F6 0000000000000000FFFF00000100007F:2729 01 00000100:00000000 …
 * </pre>
 *
 * <p>Addresses are words of 32 bits as the processor has them; {@code tx_queue} is what was given
 * to the socket and not acknowledged. Not thread-safe.
 */
final class LinuxAcknowledgements implements Acknowledgements {
  private static final int CHUNK = 8 * 1024;
  private static final int LONGEST_LINE = 512;
  private static final byte[] V4_IN_V6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  private final Path tables;
  private final byte[] text = new byte[LONGEST_LINE + CHUNK];

  /**
   * @param tables the folder, {@code /proc/net}
   */
  LinuxAcknowledgements(Path tables) {
    this.tables = tables;
  }

  @Override
  public long unacknowledged(SocketChannel socket) {
    try {
      SocketAddress local = socket.getLocalAddress();
      SocketAddress remote = socket.getRemoteAddress();
      if (!(local instanceof InetSocketAddress from) || !(remote instanceof InetSocketAddress to)) {
        return -1;
      }
      // Java's sockets are of version 6 unless told otherwise, those to addresses of version 4 too.
      long found = find("tcp6", key(from, true), key(to, true));
      boolean isV4 = to.getAddress() instanceof Inet4Address;
      return found >= 0 || !isV4 ? found : find("tcp", key(from, false), key(to, false));
    } catch (IOException e) {
      return -1; // Another system, or a socket that is closed.
    }
  }

  /** How the table writes an address and port. */
  static String key(InetSocketAddress address, boolean v6) {
    InetAddress ip = address.getAddress();
    byte[] bytes = ip.getAddress();
    if (v6 && bytes.length == 4) {
      byte[] mapped = Arrays.copyOf(V4_IN_V6, 16);
      System.arraycopy(bytes, 0, mapped, 12, 4);
      bytes = mapped;
    }
    StringBuilder key = new StringBuilder(40);
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    while (words.hasRemaining()) {
      key.append(String.format(Locale.ROOT, "%08X", words.getInt()));
    }
    return key.append(String.format(Locale.ROOT, ":%04X", address.getPort())).toString();
  }

  private long find(String table, String local, String remote) throws IOException {
    byte[] wanted = (" " + local + " " + remote + " ").getBytes(StandardCharsets.US_ASCII);
    try (InputStream in = new FileInputStream(tables.resolve(table).toFile())) {
      int length = 0;
      for (int read = in.read(text, 0, CHUNK); read > 0; read = in.read(text, length, CHUNK)) {
        length += read;
        int begin = 0;
        for (int at = length - read; at < length; at++) {
          if (text[at] == '\n') {
            long value = valueIn(begin, at, wanted);
            if (value >= 0) {
              return value;
            }
            begin = at + 1;
          }
        }
        // What is left is the beginning of a line.
        length = Math.min(length - begin, LONGEST_LINE);
        System.arraycopy(text, begin, text, 0, length);
      }
    }
    return -1;
  }

  /** The value if the line is that of the wanted socket, else -1. */
  private long valueIn(int begin, int end, byte[] wanted) {
    for (int at = begin; at + wanted.length < end && text[at] != '\n'; at++) {
      if (text[at] == ':') { // The end of the running number.
        int from = at + 1;
        if (!Arrays.equals(text, from, from + wanted.length, wanted, 0, wanted.length)) {
          return -1;
        }
        int queue = from + wanted.length + 3; // Behind the state, which has two digits.
        return queue + 8 <= end
            ? Long.parseLong(new String(text, queue, 8, StandardCharsets.US_ASCII), 16)
            : -1;
      }
    }
    return -1;
  }
}
