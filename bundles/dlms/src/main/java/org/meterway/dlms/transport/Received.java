/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.util.Arrays;

/** An APDU within the buffer of the transport that received it. Not thread-safe. */
public final class Received {
  private byte[] array = new byte[0];
  private int offset;
  private int length;
  private int source;
  private int destination;
  private boolean unnumbered;

  /** Empty, for a transport that sets it. */
  public Received() {}

  /** Points it to another APDU. */
  public Received set(byte[] newArray, int newOffset, int newLength) {
    array = newArray;
    offset = newOffset;
    length = newLength;
    return this;
  }

  /**
   * Says from where to where it went.
   *
   * @param newUnnumbered whether outside of any link, as a push over HDLC
   */
  public Received route(int newSource, int newDestination, boolean newUnnumbered) {
    source = newSource;
    destination = newDestination;
    unnumbered = newUnnumbered;
    return this;
  }

  /** What the APDU is in. */
  public byte[] array() {
    return array;
  }

  /** Where it begins. */
  public int offset() {
    return offset;
  }

  /** How many bytes it has. */
  public int length() {
    return length;
  }

  /** The sender's wrapper port, or its HDLC address (upper part). */
  public int source() {
    return source;
  }

  /** The receiver's wrapper port, or its HDLC address (upper part). */
  public int destination() {
    return destination;
  }

  /** Whether it came outside of any link (an HDLC frame UI): a push. */
  public boolean isUnnumbered() {
    return unnumbered;
  }

  /** A copy of the APDU. */
  public byte[] toByteArray() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }
}
