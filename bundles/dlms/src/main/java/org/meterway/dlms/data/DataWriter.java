/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

import java.util.Arrays;

/**
 * Bytes being written, in a buffer that grows and can be used again. Numbers go with the highest
 * octet first. Not thread-safe.
 */
public final class DataWriter {
  private byte[] bytes;
  private int size;

  /** Empty. */
  public DataWriter() {
    this(128);
  }

  /**
   * Empty.
   *
   * @param capacity how much it takes before it has to grow
   */
  public DataWriter(int capacity) {
    bytes = new byte[Math.max(16, capacity)];
  }

  /** The lowest 8 bits. */
  public DataWriter put8(int value) {
    room(1);
    bytes[size++] = (byte) value;
    return this;
  }

  /** The lowest 16 bits. */
  public DataWriter put16(int value) {
    room(2);
    bytes[size++] = (byte) (value >> 8);
    bytes[size++] = (byte) value;
    return this;
  }

  /** The lowest 32 bits. */
  public DataWriter put32(long value) {
    room(4);
    bytes[size++] = (byte) (value >> 24);
    bytes[size++] = (byte) (value >> 16);
    bytes[size++] = (byte) (value >> 8);
    bytes[size++] = (byte) value;
    return this;
  }

  /** 64 bits. */
  public DataWriter put64(long value) {
    put32(value >>> 32);
    return put32(value);
  }

  /**
   * A length or a count in as few octets as can be: one up to 127, else 0x80 plus the number of
   * octets, and these (IEC 61334-6, clause 6; the same as BER's definite form).
   *
   * @param length not below 0
   */
  public DataWriter putLength(int length) {
    if (length < 0x80) {
      if (length < 0) {
        throw new IllegalArgumentException("a length is not below 0: " + length);
      }
      return put8(length);
    }
    if (length < 0x100) {
      return put8(0x81).put8(length);
    }
    if (length < 0x10000) {
      return put8(0x82).put16(length);
    }
    return length < 0x1000000
        ? put8(0x83).put8(length >> 16).put16(length)
        : put8(0x84).put32(length);
  }

  /** How many octets {@link #putLength} writes. */
  public static int lengthOfLength(int length) {
    if (length < 0x80) {
      return 1;
    }
    return length < 0x100 ? 2 : length < 0x10000 ? 3 : length < 0x1000000 ? 4 : 5;
  }

  /** As they are. */
  public DataWriter put(byte[] source) {
    return put(source, 0, source.length);
  }

  /** As they are. */
  public DataWriter put(byte[] source, int offset, int length) {
    room(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
    return this;
  }

  /** The length, and the octets. */
  public DataWriter putOctets(byte[] source) {
    return putLength(source.length).put(source);
  }

  /** The length, and the octets. */
  public DataWriter putOctets(byte[] source, int offset, int length) {
    return putLength(length).put(source, offset, length);
  }

  /**
   * Writes over what is there.
   *
   * @param at a place below {@link #size()}
   */
  public DataWriter set8(int at, int value) {
    if (at < 0 || at >= size) {
      throw new IndexOutOfBoundsException(at + " is not within the " + size + " octets written");
    }
    bytes[at] = (byte) value;
    return this;
  }

  /** Forgets what was written; keeps the buffer. */
  public DataWriter reset() {
    size = 0;
    return this;
  }

  /** Forgets all but the first so many octets. */
  public DataWriter truncate(int length) {
    if (length < 0 || length > size) {
      throw new IndexOutOfBoundsException(
          length + " is not within the " + size + " octets written");
    }
    size = length;
    return this;
  }

  /** How many octets were written. */
  public int size() {
    return size;
  }

  /**
   * The buffer itself: what was written is its front, up to {@link #size()}. Until the next put.
   */
  public byte[] array() {
    return bytes;
  }

  /** A copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      long wanted = Math.max(bytes.length * 2L, (long) size + more);
      bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
    }
  }
}
