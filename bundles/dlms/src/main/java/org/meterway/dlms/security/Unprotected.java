/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import java.util.Arrays;

/**
 * A view of a received APDU in plain, and how it was protected; its context owns it and reuses it
 * with the next APDU. When protection was laid in layers, the properties are those of all of them
 * together.
 */
public final class Unprotected {
  private static final byte[] NOTHING = {};

  private byte[] array;
  private int offset;
  private int length;
  private Protection protection;
  private Envelope envelope;
  private KeyChoice key;
  private boolean signed;
  private boolean verified;
  private long invocationCounter;
  private byte[] transactionId;

  Unprotected() {}

  void plain(byte[] newArray, int newOffset, int newLength) {
    array = newArray;
    offset = newOffset;
    length = newLength;
    protection = Protection.NONE;
    envelope = null;
    key = null;
    signed = false;
    verified = true;
    invocationCounter = -1;
    transactionId = NOTHING;
  }

  void content(byte[] newArray, int newOffset, int newLength) {
    array = newArray;
    offset = newOffset;
    length = newLength;
  }

  void ciphered(Protection by, Envelope in, KeyChoice with, long counter, boolean tagVerified) {
    protection = Protection.of(protection.bits() | by.bits());
    envelope = in;
    key = with;
    invocationCounter = counter;
    verified &= tagVerified;
  }

  void setSigned() {
    signed = true;
  }

  void transaction(byte[] id) {
    transactionId = id;
  }

  /** The array that holds the plain APDU. */
  public byte[] array() {
    return array;
  }

  /** Where the plain APDU begins. */
  public int offset() {
    return offset;
  }

  /** Octets of the plain APDU. */
  public int length() {
    return length;
  }

  /** The tag of the plain APDU, -1 when it is empty. */
  public int tag() {
    return length == 0 ? -1 : array[offset] & 0xFF;
  }

  /** What the symmetric key did, {@link Protection#NONE} for an APDU that came plain. */
  public Protection protection() {
    return protection;
  }

  /** The kind of APDU around, null for one that came plain or only signed. */
  public Envelope envelope() {
    return envelope;
  }

  /** Which key was used, null for an APDU that came plain or only signed. */
  public KeyChoice key() {
    return key;
  }

  /** Whether there was a signature; it was right. */
  public boolean signed() {
    return signed;
  }

  /**
   * False when there was a tag that could not be checked for want of an authentication key, and
   * that was allowed.
   */
  public boolean verified() {
    return verified;
  }

  /** The invocation counter that was received, -1 for an APDU that came plain or only signed. */
  public long invocationCounter() {
    return invocationCounter;
  }

  /** The transaction id of general-ciphering or general-signing, else empty. */
  public byte[] transactionId() {
    return transactionId.clone();
  }

  /**
   * The policy that answers in kind: the same protection, envelope and key, signed when this was.
   */
  public SecurityPolicy policy() {
    if (envelope == null) {
      return new SecurityPolicy(Protection.NONE, Envelope.GLOBAL, KeyChoice.UNICAST, signed);
    }
    return new SecurityPolicy(protection, envelope, key, signed);
  }

  /** A copy of the plain APDU. */
  public byte[] toByteArray() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }
}
