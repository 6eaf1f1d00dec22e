/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.mbus;

import java.util.Arrays;
import java.util.Locale;

/**
 * A long frame of the M-Bus data link layer (EN 13757-2, frame format class FT1.2): {@code 68 L L
 * 68 C A CI data checksum 16}. The arrays are its own.
 *
 * @param control the C field: 53h or 73h for SND-UD
 * @param address the A field: FFh for whoever listens
 * @param controlInformation the CI field: 00h to 1Fh for a piece of a DLMS/COSEM telegram
 * @param data what follows the CI field, up to 252 bytes
 */
public record MbusFrame(int control, int address, int controlInformation, byte[] data) {
  /** Bytes of a frame that are not counted by its length field. */
  public static final int OVERHEAD = 6;

  /** The longest data: the length field counts C, A and CI too. */
  public static final int MAX_DATA = 252;

  static final int START = 0x68;
  static final int STOP = 0x16;
  static final int HEADER = 4;
  static final int FIELDS = 3;

  private static final int LAST_CI = 0x1F;
  private static final int FINAL = 0x10;
  private static final int SEQUENCE = 0x0F;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a field is no octet or the data is too long
   */
  public MbusFrame {
    checkOctet("control", control);
    checkOctet("address", address);
    checkOctet("controlInformation", controlInformation);
    if (data.length > MAX_DATA) {
      throw new IllegalArgumentException(
          "data has " + data.length + " bytes, at most " + MAX_DATA + " fit");
    }
  }

  private static void checkOctet(String name, int value) {
    if (value < 0 || value > 0xFF) {
      throw new IllegalArgumentException(name + " is " + value + ", not 0 to 255");
    }
  }

  /**
   * Reads a whole frame.
   *
   * @param bytes what it is in
   * @param offset where its first 68h is
   * @param length how many bytes it has
   * @throws MbusException if it is none; says which byte is wrong
   */
  public static MbusFrame decode(byte[] bytes, int offset, int length) throws MbusException {
    if (length < HEADER + FIELDS + 2) {
      throw new MbusException("an M-Bus frame of " + length + " bytes, the shortest has 9");
    }
    int announced = announced(bytes, offset);
    if (announced + OVERHEAD != length) {
      throw new MbusException(
          "the length field says %d bytes in all, there are %d"
              .formatted(announced + OVERHEAD, length));
    }
    int at = offset + HEADER;
    int sum = checksum(bytes, at, announced);
    expect("checksum", at + announced - offset, bytes[at + announced] & 0xFF, sum);
    expect("stop octet", at + announced + 1 - offset, bytes[at + announced + 1] & 0xFF, STOP);
    return new MbusFrame(
        bytes[at] & 0xFF,
        bytes[at + 1] & 0xFF,
        bytes[at + 2] & 0xFF,
        Arrays.copyOfRange(bytes, at + FIELDS, at + announced));
  }

  /** What the length field counts; the start octets and the second length are checked. */
  static int announced(byte[] bytes, int offset) throws MbusException {
    expect("start octet", 0, bytes[offset] & 0xFF, START);
    int announced = bytes[offset + 1] & 0xFF;
    expect("second length", 2, bytes[offset + 2] & 0xFF, announced);
    expect("second start octet", 3, bytes[offset + 3] & 0xFF, START);
    if (announced < FIELDS) {
      throw new MbusException("the length field is " + announced + ", at least 3 are counted");
    }
    return announced;
  }

  private static void expect(String name, int at, int found, int expected) throws MbusException {
    if (found != expected) {
      throw new MbusException(
          String.format(
              Locale.ROOT, "%s at byte %d is %02X, expected %02X", name, at, found, expected));
    }
  }

  private static int checksum(byte[] bytes, int from, int count) {
    int sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += bytes[i];
    }
    return sum & 0xFF;
  }

  /** The frame's bytes. */
  public byte[] encode() {
    int counted = FIELDS + data.length;
    byte[] frame = new byte[OVERHEAD + counted];
    frame[0] = START;
    frame[1] = (byte) counted;
    frame[2] = (byte) counted;
    frame[3] = START;
    frame[4] = (byte) control;
    frame[5] = (byte) address;
    frame[6] = (byte) controlInformation;
    System.arraycopy(data, 0, frame, HEADER + FIELDS, data.length);
    frame[HEADER + counted] = (byte) checksum(frame, HEADER, counted);
    frame[HEADER + counted + 1] = STOP;
    return frame;
  }

  /** Whether it carries a piece of a DLMS/COSEM telegram. */
  public boolean isTelegram() {
    return controlInformation <= LAST_CI;
  }

  /** Whether the piece is the telegram's last. */
  public boolean isFinal() {
    return (controlInformation & FINAL) != 0;
  }

  /** The piece's place in the telegram, 0 for the first; begins again at 0 after 15. */
  public int sequence() {
    return controlInformation & SEQUENCE;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MbusFrame frame
        && control == frame.control
        && address == frame.address
        && controlInformation == frame.controlInformation
        && Arrays.equals(data, frame.data);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(data) + 31 * controlInformation;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "M-Bus frame C=%02X A=%02X CI=%02X, %d bytes",
        control,
        address,
        controlInformation,
        data.length);
  }
}
