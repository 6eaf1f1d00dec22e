/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

/**
 * The information field of SNRM and UA (IEC 62056-46, 6.4.4.4.3.2).
 *
 * <pre>
 * 81 80 12   05 01 80   06 01 80   07 04 00 00 00 01   08 04 00 00 00 01
 * format,    longest    longest    window to           window to
 * group,     field to   field to   send                receive
 * length     send       receive
 * </pre>
 */
final class Negotiation {
  /** The longest that is written. */
  static final int MAX_SIZE = 3 + 4 + 4 + 6 + 6;

  private static final int FORMAT = 0x81;
  private static final int GROUP = 0x80;
  private static final int MAX_INFO_TRANSMIT = 5;
  private static final int MAX_INFO_RECEIVE = 6;
  private static final int WINDOW_TRANSMIT = 7;
  private static final int WINDOW_RECEIVE = 8;
  private static final int WINDOW_SIZE = 4;

  private Negotiation() {}

  /** What was said by the sender, seen from there; what is unsaid, or senseless, is the default. */
  static HdlcParameters read(byte[] bytes, int offset, int length) {
    HdlcParameters d = HdlcParameters.DEFAULT;
    int maxInfoTransmit = d.maxInfoTransmit();
    int maxInfoReceive = d.maxInfoReceive();
    int windowTransmit = d.windowTransmit();
    int windowReceive = d.windowReceive();
    if (length >= 3 && (bytes[offset] & 0xFF) == FORMAT && (bytes[offset + 1] & 0xFF) == GROUP) {
      int end = offset + Math.min(length, 3 + (bytes[offset + 2] & 0xFF));
      for (int at = offset + 3; at + 2 <= end; at += 2 + (bytes[at + 1] & 0xFF)) {
        long value = value(bytes, at + 2, bytes[at + 1] & 0xFF, end);
        switch (bytes[at]) {
          case MAX_INFO_TRANSMIT -> maxInfoTransmit = info(value, maxInfoTransmit);
          case MAX_INFO_RECEIVE -> maxInfoReceive = info(value, maxInfoReceive);
          case WINDOW_TRANSMIT -> windowTransmit = window(value, windowTransmit);
          case WINDOW_RECEIVE -> windowReceive = window(value, windowReceive);
          default -> {
            // A private parameter, of no concern.
          }
        }
      }
    }
    return new HdlcParameters(maxInfoTransmit, maxInfoReceive, windowTransmit, windowReceive);
  }

  /** 0 for none. */
  private static long value(byte[] bytes, int at, int length, int end) {
    if (length > Integer.BYTES || at + length > end) {
      return 0;
    }
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value << 8 | bytes[at + i] & 0xFF;
    }
    return value;
  }

  private static int info(long value, int otherwise) {
    return value == 0
        ? otherwise
        : (int) Math.max(HdlcParameters.MIN_INFO, Math.min(value, HdlcParameters.MAX_INFO));
  }

  private static int window(long value, int otherwise) {
    return value == 0 ? otherwise : (int) Math.min(value, 7);
  }

  /** Writes at most {@value #MAX_SIZE} bytes; returns how many. */
  static int write(HdlcParameters parameters, byte[] bytes) {
    bytes[0] = (byte) FORMAT;
    bytes[1] = (byte) GROUP;
    int at = writeInfo(bytes, 3, MAX_INFO_TRANSMIT, parameters.maxInfoTransmit());
    at = writeInfo(bytes, at, MAX_INFO_RECEIVE, parameters.maxInfoReceive());
    at = writeWindow(bytes, at, WINDOW_TRANSMIT, parameters.windowTransmit());
    at = writeWindow(bytes, at, WINDOW_RECEIVE, parameters.windowReceive());
    bytes[2] = (byte) (at - 3);
    return at;
  }

  private static int writeInfo(byte[] bytes, int from, int id, int value) {
    int at = from;
    bytes[at++] = (byte) id;
    if (value < 0x100) {
      bytes[at++] = 1;
    } else {
      bytes[at++] = 2;
      bytes[at++] = (byte) (value >>> 8);
    }
    bytes[at++] = (byte) value;
    return at;
  }

  private static int writeWindow(byte[] bytes, int from, int id, int value) {
    bytes[from] = (byte) id;
    bytes[from + 1] = WINDOW_SIZE;
    bytes[from + 2] = 0;
    bytes[from + 3] = 0;
    bytes[from + 4] = 0;
    bytes[from + 5] = (byte) value;
    return from + 2 + WINDOW_SIZE;
  }

  /** What holds at one end, of what it can do and of what the peer said. */
  static HdlcParameters agree(HdlcParameters own, HdlcParameters peer) {
    return new HdlcParameters(
        Math.min(own.maxInfoTransmit(), peer.maxInfoReceive()),
        Math.min(own.maxInfoReceive(), peer.maxInfoTransmit()),
        Math.min(own.windowTransmit(), peer.windowReceive()),
        Math.min(own.windowReceive(), peer.windowTransmit()));
  }
}
