/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

import java.util.StringJoiner;

/**
 * The information field of FRMR (ISO/IEC 13239): the control field that broke the rules, the
 * sender's V(S) and V(R), and which rules.
 */
final class FrameReject {
  static final int SIZE = 3;

  /** The control field says nothing known. */
  static final int CONTROL = 1;

  /** Information where there may be none. */
  static final int INFORMATION = 2;

  /** Too much of it. */
  static final int TOO_LONG = 4;

  /** N(R) acknowledges what was not sent. */
  static final int ACKNOWLEDGEMENT = 8;

  private static final int OF_A_COMMAND = 0;
  private static final int OF_AN_ANSWER = 0x10;

  private FrameReject() {}

  static void write(byte[] bytes, int control, Transfer transfer, int causes) {
    bytes[0] = (byte) control;
    bytes[1] = (byte) (transfer.nextNumber() << 1 | OF_A_COMMAND | transfer.expected() << 5);
    bytes[2] = (byte) causes;
  }

  static String words(HdlcFrame frame) {
    if (frame.informationLength() < SIZE) {
      return "without a cause";
    }
    byte[] bytes = frame.array();
    int at = frame.informationOffset();
    int causes = bytes[at + 2];
    StringJoiner words = new StringJoiner(", ");
    words.setEmptyValue("without a cause");
    add(words, causes, CONTROL, "unknown control field");
    add(words, causes, INFORMATION, "information where there may be none");
    add(words, causes, TOO_LONG, "information too long");
    add(words, causes, ACKNOWLEDGEMENT, "acknowledgement of what was not sent");
    HdlcFrameType type = HdlcFrameType.of(bytes[at]);
    return "%s (control field %02X%s, V(S)=%d, V(R)=%d%s)"
        .formatted(
            words,
            bytes[at],
            type == null ? "" : " " + type,
            bytes[at + 1] >>> 1 & 7,
            bytes[at + 1] >>> 5 & 7,
            (bytes[at + 1] & OF_AN_ANSWER) == 0 ? "" : ", of an answer");
  }

  private static void add(StringJoiner words, int causes, int cause, String word) {
    if ((causes & cause) != 0) {
      words.add(word);
    }
  }
}
