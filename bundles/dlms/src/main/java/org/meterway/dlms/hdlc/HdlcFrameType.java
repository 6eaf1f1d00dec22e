/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

/** What a control field says (IEC 62056-46, 6.4.3). */
public enum HdlcFrameType {
  /** Numbered information. */
  I(0x00, 0x01),
  /** Receive ready. */
  RR(0x01, 0x0F),
  /** Receive not ready. */
  RNR(0x05, 0x0F),
  /** Reject: from this number on again, please. */
  REJ(0x09, 0x0F),
  /** Set normal response mode: a link, please. */
  SNRM(0x83, 0xEF),
  /** Disconnect. */
  DISC(0x43, 0xEF),
  /** Unnumbered acknowledgement. */
  UA(0x63, 0xEF),
  /** Disconnected mode: there is no link. */
  DM(0x0F, 0xEF),
  /** Frame reject: the rules are broken. */
  FRMR(0x87, 0xEF),
  /** Unnumbered information: outside of any link. */
  UI(0x03, 0xEF);

  private static final int POLL_FINAL = 0x10;
  private static final HdlcFrameType[] BY_CONTROL = byControl();

  private final int code;
  private final int mask;

  HdlcFrameType(int code, int mask) {
    this.code = code;
    this.mask = mask;
  }

  private static HdlcFrameType[] byControl() {
    HdlcFrameType[] types = new HdlcFrameType[256];
    for (int control = 0; control < types.length; control++) {
      for (HdlcFrameType type : values()) {
        if ((control & type.mask) == type.code) {
          types[control] = type;
          break;
        }
      }
    }
    return types;
  }

  /** What a control field says; null if nothing that is known. */
  public static HdlcFrameType of(int control) {
    return BY_CONTROL[control & 0xFF];
  }

  /** The control field of a frame without numbers. */
  public int control(boolean pollFinal) {
    return pollFinal ? code | POLL_FINAL : code;
  }

  /** The control field of a frame that acknowledges: RR, RNR, REJ. */
  public int control(int receive, boolean pollFinal) {
    return control(pollFinal) | receive << 5;
  }

  /** The control field of {@link #I}. */
  static int information(int send, int receive, boolean pollFinal) {
    return I.control(receive, pollFinal) | send << 1;
  }

  static boolean isPollFinal(int control) {
    return (control & POLL_FINAL) != 0;
  }
}
