/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A pcapng file, read from the draft alone; every length is checked. */
final class PcapngFile {
  final List<String> interfaces = new ArrayList<>();
  final List<Packet> packets = new ArrayList<>();

  /** Dropped packets by interface, as its statistics say; absent where there are none. */
  final Map<Integer, Long> dropped = new HashMap<>();

  final Map<Integer, Long> received = new HashMap<>();

  record Packet(
      int interfaceId, long nanos, byte[] octets, int length, int flags, String comment, long gap) {
    boolean isInbound() {
      return (flags & 3) == 1;
    }
  }

  static PcapngFile read(Path path) throws Exception {
    return new PcapngFile(Files.readAllBytes(path));
  }

  PcapngFile(byte[] octets) {
    ByteBuffer file = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
    while (file.hasRemaining()) {
      int begin = file.position();
      int type = file.getInt();
      int length = file.getInt();
      require(length % 4 == 0 && length <= octets.length - begin, "length " + length);
      require(file.getInt(begin + length - 4) == length, "both lengths of a block");
      ByteBuffer body = file.slice(begin + 8, length - 12).order(ByteOrder.LITTLE_ENDIAN);
      require((begin == 0) == (type == 0x0A0D0D0A), "one section at the begin");
      block(type, body);
      file.position(begin + length);
    }
  }

  private void block(int type, ByteBuffer body) {
    switch (type) {
      case 0x0A0D0D0A -> {
        require(body.getInt() == 0x1A2B3C4D, "byte order");
        require(body.getShort() == 1 && body.getShort() == 0, "version 1.0");
        require(body.getLong() == -1, "length not given");
        require(text(options(body).get(4)).startsWith("Meterway"), "application");
      }
      case 1 -> {
        require(body.getInt() == 147, "USER0");
        body.getInt();
        Map<Integer, byte[]> options = options(body);
        require(options.get(9)[0] == 9, "nanoseconds");
        interfaces.add(text(options.get(2)));
      }
      case 6 -> packet(body);
      case 5 -> {
        int id = body.getInt();
        body.getLong();
        Map<Integer, byte[]> options = options(body);
        received.put(id, number(options.get(4)));
        dropped.put(id, number(options.get(5)));
      }
      default -> throw new AssertionError("block " + type);
    }
  }

  private void packet(ByteBuffer body) {
    int id = body.getInt();
    require(id < interfaces.size(), "the interface is described before");
    long nanos = (long) body.getInt() << 32 | body.getInt() & 0xFFFFFFFFL;
    int captured = body.getInt();
    int length = body.getInt();
    byte[] octets = new byte[captured];
    body.get(octets);
    body.position((body.position() + 3) / 4 * 4);
    Map<Integer, byte[]> options = options(body);
    packets.add(
        new Packet(
            id,
            nanos,
            octets,
            length,
            (int) number(options.get(2)),
            options.containsKey(1) ? text(options.get(1)) : "",
            options.containsKey(4) ? number(options.get(4)) : 0));
  }

  private static Map<Integer, byte[]> options(ByteBuffer body) {
    Map<Integer, byte[]> options = new HashMap<>();
    while (body.hasRemaining()) {
      int code = body.getShort();
      byte[] value = new byte[body.getShort() & 0xFFFF];
      if (code == 0) {
        require(!body.hasRemaining(), "nothing behind the last option");
        break;
      }
      body.get(value);
      body.position((body.position() + 3) / 4 * 4);
      options.put(code, value);
    }
    return options;
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }

  private static long number(byte[] value) {
    ByteBuffer buffer = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
    return value.length == 4 ? buffer.getInt() & 0xFFFFFFFFL : buffer.getLong();
  }

  private static void require(boolean held, String what) {
    if (!held) {
      throw new AssertionError(what);
    }
  }
}
