/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * The blocks of a pcapng file (draft-ietf-opsawg-pcapng), as octets. Little-endian; times in
 * nanoseconds of the epoch.
 */
final class Pcapng {
  /** Whole frames with their flags, as they stand on the line: LINKTYPE_USER0. */
  static final int LINK_TYPE = 147;

  private static final int SECTION_HEADER = 0x0A0D0D0A;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int INTERFACE_STATISTICS = 5;
  private static final int ENHANCED_PACKET = 6;
  private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
  private static final int NANOSECONDS = 9;

  private static final int OPT_COMMENT = 1;
  private static final int SHB_HARDWARE = 2;
  private static final int SHB_OS = 3;
  private static final int SHB_USERAPPL = 4;
  private static final int IF_NAME = 2;
  private static final int IF_DESCRIPTION = 3;
  private static final int IF_TSRESOL = 9;
  private static final int EPB_FLAGS = 2;
  private static final int EPB_DROPCOUNT = 4;
  private static final int ISB_STARTTIME = 2;
  private static final int ISB_ENDTIME = 3;
  private static final int ISB_IFRECV = 4;
  private static final int ISB_IFDROP = 5;

  /** The longest value of an option. */
  private static final int LONGEST_OPTION = 0xFFFF;

  private Pcapng() {}

  /** Begins a file. */
  static byte[] section(String hardware, String system, String application) {
    Block block = new Block(SECTION_HEADER);
    block.int32(BYTE_ORDER_MAGIC).int16(1).int16(0).int64(-1);
    block.text(SHB_HARDWARE, hardware).text(SHB_OS, system).text(SHB_USERAPPL, application);
    return block.end();
  }

  /** Describes the next interface; they count from 0. */
  static byte[] interfaceDescription(String name, String description, int snapLength) {
    Block block = new Block(INTERFACE_DESCRIPTION);
    block.int16(LINK_TYPE).int16(0).int32(snapLength);
    block.text(IF_NAME, name).text(IF_DESCRIPTION, description);
    block.option(IF_TSRESOL, new byte[] {NANOSECONDS});
    return block.end();
  }

  /**
   * A packet.
   *
   * @param flags direction and errors, see {@link PacketFlags}
   * @param dropped packets of this interface that are missing since the one before; 0 for none
   * @param comment empty for none
   */
  static byte[] packet(
      int interfaceId,
      Instant time,
      byte[] octets,
      int snapLength,
      int flags,
      long dropped,
      String comment) {
    int captured = Math.min(octets.length, snapLength);
    Block block = new Block(ENHANCED_PACKET);
    block.int32(interfaceId).time(time).int32(captured).int32(octets.length);
    block.padded(octets, captured);
    if (!comment.isEmpty()) {
      block.text(OPT_COMMENT, comment);
    }
    block.option(EPB_FLAGS, little(4).putInt(flags).array());
    if (dropped > 0) {
      block.option(EPB_DROPCOUNT, little(8).putLong(dropped).array());
    }
    return block.end();
  }

  /** What an interface has counted since {@code start}. */
  static byte[] statistics(
      int interfaceId, Instant start, Instant end, long received, long dropped) {
    Block block = new Block(INTERFACE_STATISTICS);
    block.int32(interfaceId).time(end);
    block.option(ISB_STARTTIME, timeOption(start)).option(ISB_ENDTIME, timeOption(end));
    block.option(ISB_IFRECV, little(8).putLong(received).array());
    block.option(ISB_IFDROP, little(8).putLong(dropped).array());
    return block.end();
  }

  private static ByteBuffer little(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] timeOption(Instant time) {
    long nanos = nanos(time);
    return little(8).putInt((int) (nanos >>> 32)).putInt((int) nanos).array();
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }

  /** A block under way. */
  private static final class Block {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(128);
    private final int type;
    private boolean hasOptions;

    Block(int type) {
      this.type = type;
    }

    Block int16(int value) {
      body.write(value);
      body.write(value >> 8);
      return this;
    }

    Block int32(int value) {
      return int16(value).int16(value >> 16);
    }

    Block int64(long value) {
      return int32((int) value).int32((int) (value >> 32));
    }

    /** The high half stands first. */
    Block time(Instant time) {
      long nanos = nanos(time);
      return int32((int) (nanos >>> 32)).int32((int) nanos);
    }

    Block padded(byte[] octets, int length) {
      body.write(octets, 0, length);
      while (body.size() % 4 != 0) {
        body.write(0);
      }
      return this;
    }

    Block text(int code, String text) {
      return option(code, text.getBytes(StandardCharsets.UTF_8));
    }

    Block option(int code, byte[] value) {
      byte[] fitting = value.length > LONGEST_OPTION ? Arrays.copyOf(value, LONGEST_OPTION) : value;
      hasOptions = true;
      int16(code).int16(fitting.length);
      return padded(fitting, fitting.length);
    }

    byte[] end() {
      if (hasOptions) {
        int32(0);
      }
      int length = body.size() + 12;
      return little(length)
          .putInt(type)
          .putInt(length)
          .put(body.toByteArray())
          .putInt(length)
          .array();
    }
  }
}
