/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

import java.util.Arrays;

/** Joins information fields to one APDU. Memory grows with what has come, and is used again. */
final class Assembly {
  private static final int SMALLEST = 256;
  private static final int KEPT = 1 << 16;

  private final int maxApdu;
  private byte[] bytes = new byte[SMALLEST];
  private int length;
  private boolean complete = true;

  /** How much of the front is LLC. */
  private int llc;

  Assembly(int maxApdu) {
    this.maxApdu = maxApdu;
  }

  /** Takes the next field; false if the APDU becomes too long, which is dropped then. */
  boolean add(HdlcFrame frame) {
    if (complete) {
      reset();
    }
    int count = frame.informationLength();
    if (length + count > maxApdu + Llc.SIZE) {
      reset();
      return false;
    }
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
    System.arraycopy(frame.array(), frame.informationOffset(), bytes, length, count);
    length += count;
    complete = !frame.isSegmented();
    if (complete) {
      llc = Llc.length(bytes, 0, length);
    }
    return true;
  }

  void reset() {
    length = 0;
    complete = false;
    if (bytes.length > KEPT) {
      bytes = new byte[SMALLEST];
    }
  }

  boolean isComplete() {
    return complete;
  }

  boolean hasLlc() {
    return llc > 0;
  }

  byte[] array() {
    return bytes;
  }

  int offset() {
    return llc;
  }

  int apduLength() {
    return length - llc;
  }
}
