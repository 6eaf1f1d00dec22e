/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp.confirm;

/** The types of frames. */
final class FrameType {
  static final int HELLO = 0x01;
  static final int DATA = 0x02;
  static final int PING = 0x03;
  static final int PONG = 0x04;
  static final int RESPONSE = 0x05;
  static final int WELCOME = 0x11;
  static final int ACK = 0x12;
  static final int DOWN = 0x13;
  static final int REFUSE = 0x14;
  static final int REQUEST = 0x15;

  /** Types from here on are for extensions: whoever does not know one skips it. */
  static final int FIRST_EXTENSION = 0x80;

  private FrameType() {}

  /** What a person calls a frame that goes down; its number in hex if it has no name. */
  static String name(int type) {
    return switch (type) {
      case PING -> "PING";
      case PONG -> "PONG";
      case WELCOME -> "WELCOME";
      case ACK -> "ACK";
      case DOWN -> "DOWN";
      case REFUSE -> "REFUSE";
      case REQUEST -> "REQUEST";
      default -> String.format("0x%02X", type);
    };
  }
}
