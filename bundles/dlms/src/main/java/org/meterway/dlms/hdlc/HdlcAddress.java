/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

/**
 * An address of 1, 2 or 4 bytes (IEC 62056-46, 6.4.2). A client has one of one byte. A server has
 * an upper part, the logical device, and from two bytes on a lower one, the physical device.
 *
 * <pre>
 * 1 byte    uuuuuuu1
 * 2 bytes   uuuuuuu0 lllllll1
 * 4 bytes   uuuuuuu0 uuuuuuu0 lllllll0 lllllll1
 * </pre>
 *
 * @param upper 0 to 127, with 4 bytes to 16383
 * @param lower the same, or 0 with 1 byte
 * @param size 1, 2 or 4 bytes
 */
public record HdlcAddress(int upper, int lower, int size) {
  /** The longest one. */
  static final int MAX_SIZE = 4;

  private static final int SHORT_MAX = 0x7F;
  private static final int LONG_MAX = 0x3FFF;

  /** Checks them. */
  public HdlcAddress {
    if (size != 1 && size != 2 && size != MAX_SIZE) {
      throw new IllegalArgumentException("an address has 1, 2 or 4 bytes, not " + size);
    }
    int max = size == MAX_SIZE ? LONG_MAX : SHORT_MAX;
    if (upper < 0 || upper > max) {
      throw new IllegalArgumentException(
          "upper address "
              + upper
              + " is not 0 to "
              + max
              + " as it must be with "
              + size
              + " bytes");
    }
    int lowerMax = size == 1 ? 0 : max;
    if (lower < 0 || lower > lowerMax) {
      throw new IllegalArgumentException(
          "lower address "
              + lower
              + " is not 0 to "
              + lowerMax
              + " as it must be with "
              + size
              + " bytes");
    }
  }

  /** An address of one byte, as every client's: 1 to 127 (16 is the public client). */
  public static HdlcAddress client(int client) {
    return new HdlcAddress(client, 0, 1);
  }

  /**
   * A logical device of a meter that is alone on its line, in one byte, or where that is too short
   * in four with lower address 0.
   */
  public static HdlcAddress server(int logicalDevice) {
    return new HdlcAddress(logicalDevice, 0, logicalDevice <= SHORT_MAX ? 1 : MAX_SIZE);
  }

  /** A logical device of a physical one, in as few bytes as hold both. */
  public static HdlcAddress server(int logicalDevice, int physicalDevice) {
    int size = Math.max(logicalDevice, physicalDevice) <= SHORT_MAX ? 2 : MAX_SIZE;
    return new HdlcAddress(logicalDevice, physicalDevice, size);
  }

  /** Whether it means every station: all bits of the upper part set. */
  public boolean isAllStations() {
    return upper == (size == MAX_SIZE ? LONG_MAX : SHORT_MAX);
  }

  /** Writes {@link #size} bytes. */
  void write(byte[] bytes, int at) {
    switch (size) {
      case 1 -> bytes[at] = (byte) (upper << 1 | 1);
      case 2 -> {
        bytes[at] = (byte) (upper << 1);
        bytes[at + 1] = (byte) (lower << 1 | 1);
      }
      default -> {
        bytes[at] = (byte) (upper >>> 7 << 1);
        bytes[at + 1] = (byte) (upper << 1);
        bytes[at + 2] = (byte) (lower >>> 7 << 1);
        bytes[at + 3] = (byte) (lower << 1 | 1);
      }
    }
  }

  /** "1" with one byte, "1/17" with more. */
  @Override
  public String toString() {
    return size == 1 ? Integer.toString(upper) : upper + "/" + lower;
  }
}
