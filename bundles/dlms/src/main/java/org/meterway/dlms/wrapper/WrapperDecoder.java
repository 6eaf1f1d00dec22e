/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.wrapper;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Finds the APDUs in a stream. Not thread-safe.
 *
 * <p>Bytes are put in as they come; {@link #next} moves on to the next whole APDU, which stays
 * where it is until bytes are put in again. A length is checked before anything is kept for it, and
 * memory grows with what has come, not with what a length promises. After an error the stream is of
 * no more use: nothing says where the next header begins.
 */
public final class WrapperDecoder {
  private static final int SMALLEST = 512;

  private final int maxLength;
  private byte[] bytes = new byte[SMALLEST];

  /** Where what was not handed on yet begins, and ends. */
  private int at;

  private int end;

  private int source;
  private int destination;
  private int offset;
  private int length;

  /**
   * A decoder at the beginning of a stream.
   *
   * @param maxLength the longest APDU, 1 to 65535 bytes
   */
  public WrapperDecoder(int maxLength) {
    if (maxLength < 1 || maxLength > WrapperHeader.MAX_LENGTH) {
      throw new IllegalArgumentException("maxLength is " + maxLength + ", not 1 to 65535");
    }
    this.maxLength = maxLength;
  }

  /** Puts bytes in. */
  public void put(byte[] input, int from, int count) {
    makeRoom(count);
    System.arraycopy(input, from, bytes, end, count);
    end += count;
  }

  /** Puts bytes in, all that remain. */
  public void put(ByteBuffer input) {
    int count = input.remaining();
    makeRoom(count);
    input.get(bytes, end, count);
    end += count;
  }

  private void makeRoom(int count) {
    if (at == end) {
      at = 0;
      end = 0;
    }
    if (count <= bytes.length - end) {
      return;
    }
    int pending = end - at;
    byte[] target = bytes;
    if (pending + count > bytes.length) {
      target = new byte[Math.max(2 * bytes.length, pending + count)];
    }
    System.arraycopy(bytes, at, target, 0, pending);
    bytes = target;
    at = 0;
    end = pending;
  }

  /**
   * Moves on to the next APDU.
   *
   * @return false if it is not whole yet
   * @throws WrapperException if what comes next is no wrapper, or a longer one than may be
   */
  public boolean next() throws WrapperException {
    int available = end - at;
    if (available >= 2) {
      WrapperHeader.checkVersion(bytes, at);
    }
    if (available < WrapperHeader.SIZE) {
      return false;
    }
    int announced = WrapperHeader.get(bytes, at + 6);
    if (announced > maxLength) {
      throw new WrapperException(
          "an APDU of " + announced + " bytes is announced, at most " + maxLength + " are taken");
    }
    if (available < WrapperHeader.SIZE + announced) {
      return false;
    }
    source = WrapperHeader.get(bytes, at + 2);
    destination = WrapperHeader.get(bytes, at + 4);
    offset = at + WrapperHeader.SIZE;
    length = announced;
    at = offset + length;
    return true;
  }

  /** Forgets everything: a new stream begins. */
  public void reset() {
    at = 0;
    end = 0;
    if (bytes.length > WrapperHeader.MAX_LENGTH) {
      bytes = new byte[SMALLEST];
    }
  }

  /** Whether a wrapper has begun that is not whole. */
  public boolean isPending() {
    return at != end;
  }

  /** The sender's wrapper port. */
  public int source() {
    return source;
  }

  /** The receiver's wrapper port. */
  public int destination() {
    return destination;
  }

  /** What the APDU is in. */
  public byte[] array() {
    return bytes;
  }

  /** Where it begins; its header is the {@value WrapperHeader#SIZE} bytes before. */
  public int offset() {
    return offset;
  }

  /** How many bytes it has. */
  public int length() {
    return length;
  }

  /** A copy of the APDU. */
  public byte[] toByteArray() {
    return Arrays.copyOfRange(bytes, offset, offset + length);
  }
}
