/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.signon;

/** Finds messages that begin with a slash or ACK and end with a line feed. */
final class MessageReader {
  static final char ACK = 0x06;
  private static final char SLASH = '/';
  private static final int LONGEST = 80;

  private final StringBuilder message = new StringBuilder();
  private boolean begun;
  private boolean parity;

  /** Takes the next octet; true if a message is whole with it. */
  boolean add(byte octet) {
    char c = Parity.strip(octet);
    if (c == SLASH || c == ACK) {
      message.setLength(0);
      begun = true;
      parity = false;
    }
    if (!begun) {
      return false;
    }
    parity |= Parity.isThere(octet);
    if (c == '\n' || message.length() == LONGEST) {
      begun = false;
      return c == '\n';
    }
    if (c != '\r') {
      message.append(c);
    }
    return false;
  }

  /** The message that has ended, without its end. */
  String message() {
    return message.toString();
  }

  /** Whether a message has begun and not ended. */
  boolean isBegun() {
    return begun;
  }

  /** Whether an octet of the latest message had a parity bit. */
  boolean hasParity() {
    return parity;
  }

  void reset() {
    begun = false;
  }
}
