/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import java.util.Arrays;

/**
 * A view of an APDU that is ready to be sent; its context owns it and reuses it with the next APDU.
 */
public final class ProtectedApdu {
  private byte[] array;
  private int offset;
  private int length;
  private long invocationCounter;

  ProtectedApdu() {}

  void set(byte[] newArray, int newOffset, int newLength, long counter) {
    array = newArray;
    offset = newOffset;
    length = newLength;
    invocationCounter = counter;
  }

  /** The array that holds the APDU. */
  public byte[] array() {
    return array;
  }

  /** Where the APDU begins. */
  public int offset() {
    return offset;
  }

  /** Octets of the APDU. */
  public int length() {
    return length;
  }

  /** The invocation counter that was used, -1 when nothing was ciphered. */
  public long invocationCounter() {
    return invocationCounter;
  }

  /** A copy of the APDU. */
  public byte[] toByteArray() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }
}
