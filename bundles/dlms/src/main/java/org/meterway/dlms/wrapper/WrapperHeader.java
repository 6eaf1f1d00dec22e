/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.wrapper;

/**
 * What stands in front of each APDU over TCP and UDP (IEC 62056-47).
 *
 * <pre>
 * 00 01   00 10    00 01        00 1F   60 1D ..
 * version source   destination  length  APDU
 * </pre>
 *
 * @param source the sender's wrapper port, 0 to 65535
 * @param destination the receiver's wrapper port, 0 to 65535
 * @param length how long the APDU is, 0 to {@value #MAX_LENGTH} bytes
 */
public record WrapperHeader(int source, int destination, int length) {
  /** The only version there is. */
  public static final int VERSION = 1;

  /** How long a header is, in bytes. */
  public static final int SIZE = 8;

  /** The longest APDU. */
  public static final int MAX_LENGTH = 0xFFFF;

  /** Checks them. */
  public WrapperHeader {
    if ((source | destination | length) >>> 16 != 0) {
      throw new IllegalArgumentException(
          "source "
              + source
              + ", destination "
              + destination
              + ", length "
              + length
              + ": not 0 to 65535 each");
    }
  }

  /** Writes {@value #SIZE} bytes. */
  public void write(byte[] bytes, int offset) {
    put(bytes, offset, VERSION);
    put(bytes, offset + 2, source);
    put(bytes, offset + 4, destination);
    put(bytes, offset + 6, length);
  }

  /**
   * Reads {@value #SIZE} bytes.
   *
   * @throws WrapperException if fewer are there, or if they begin with another version
   */
  public static WrapperHeader read(byte[] bytes, int offset, int available)
      throws WrapperException {
    if (available < SIZE) {
      throw new WrapperException(
          "a wrapper header has " + SIZE + " bytes, only " + available + " are there");
    }
    checkVersion(bytes, offset);
    return new WrapperHeader(
        get(bytes, offset + 2), get(bytes, offset + 4), get(bytes, offset + 6));
  }

  static void checkVersion(byte[] bytes, int offset) throws WrapperException {
    int version = get(bytes, offset);
    if (version != VERSION) {
      throw new WrapperException(
          "wrapper version "
              + version
              + " instead of "
              + VERSION
              + ": the peer uses other framing");
    }
  }

  static int get(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
  }

  private static void put(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >>> 8);
    bytes[at + 1] = (byte) value;
  }
}
