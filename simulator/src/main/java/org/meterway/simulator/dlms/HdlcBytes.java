/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.util.Arrays;

/**
 * Takes HDLC frames of the meter apart and changes them as no encoder would: format type 3, flags
 * at both ends, an address of the client in one byte and one of the meter in 1, 2 or 4.
 *
 * <pre>7E | A0 len | destination | source | control | HCS HCS information | FCS FCS | 7E</pre>
 */
final class HdlcBytes {
  static final byte FLAG = 0x7E;

  /** The shortest frame, with its flags. */
  static final int SHORTEST = 9;

  static final int RNR = 0x05;
  static final int REJ = 0x09;
  static final int DM = 0x0F;
  static final int FINAL = 0x10;

  private HdlcBytes() {}

  /** The bytes of a frame with its flags, or 0 if none begins here. */
  static int length(byte[] bytes, int at) {
    if (bytes.length - at < SHORTEST || bytes[at] != FLAG || (bytes[at + 1] & 0xF0) != 0xA0) {
      return 0;
    }
    return ((bytes[at + 1] & 7) << 8 | bytes[at + 2] & 0xFF) + 2;
  }

  /** Where the control field is. */
  private static int controlAt(byte[] frame) {
    int at = 3;
    for (int address = 0; address < 2; address++) {
      while ((frame[at] & 1) == 0) {
        at++;
      }
      at++;
    }
    return at;
  }

  static int control(byte[] frame) {
    return frame[controlAt(frame)] & 0xFF;
  }

  static boolean isInformation(byte[] frame) {
    return (control(frame) & 1) == 0;
  }

  static int receiveNumber(byte[] frame) {
    return control(frame) >> 5;
  }

  /** How long the frame would be without information. */
  static int withoutInformation(byte[] frame) {
    return controlAt(frame) + 4;
  }

  /** The same frame with another control field and right check sequences. */
  static byte[] withControl(byte[] frame, int control) {
    byte[] changed = frame.clone();
    changed[controlAt(frame)] = (byte) control;
    return checked(changed);
  }

  /** A frame without information to the same client. */
  static byte[] supervisory(byte[] frame, int kind, int receiveNumber) {
    return bare(frame, receiveNumber << 5 | FINAL | kind);
  }

  /** A frame REJ that asks for the client's latest frame again. */
  static byte[] rejecting(byte[] frame) {
    return supervisory(frame, REJ, receiveNumber(frame) - 1 & 7);
  }

  /** An unnumbered frame without information to the same client. */
  static byte[] unnumbered(byte[] frame, int kind) {
    return bare(frame, FINAL | kind);
  }

  private static byte[] bare(byte[] frame, int control) {
    byte[] bare = Arrays.copyOf(frame, withoutInformation(frame));
    bare[1] = (byte) 0xA0;
    bare[2] = (byte) (bare.length - 2);
    bare[controlAt(frame)] = (byte) control;
    bare[bare.length - 1] = FLAG;
    return checked(bare);
  }

  /** The same frame with a wrong header check sequence and a right frame check sequence. */
  static byte[] withWrongHeaderCheck(byte[] frame) {
    byte[] changed = frame.clone();
    changed[controlAt(frame) + 1] ^= 1;
    put(changed, changed.length - 3, crc(changed, 1, changed.length - 3));
    return changed;
  }

  private static byte[] checked(byte[] frame) {
    int headerEnd = controlAt(frame) + 1;
    if (frame.length > withoutInformation(frame)) {
      put(frame, headerEnd, crc(frame, 1, headerEnd));
    }
    put(frame, frame.length - 3, crc(frame, 1, frame.length - 3));
    return frame;
  }

  private static void put(byte[] bytes, int at, int crc) {
    bytes[at] = (byte) crc;
    bytes[at + 1] = (byte) (crc >> 8);
  }

  /** The check sequence of ISO/IEC 13239 over 16 bits. */
  static int crc(byte[] bytes, int from, int to) {
    int crc = 0xFFFF;
    for (int i = from; i < to; i++) {
      crc ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? crc >> 1 ^ 0x8408 : crc >> 1;
      }
    }
    return ~crc & 0xFFFF;
  }
}
