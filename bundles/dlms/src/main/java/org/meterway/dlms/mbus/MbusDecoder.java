/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.mbus;

import java.util.Arrays;

/**
 * Finds M-Bus frames in a stream. Not thread-safe.
 *
 * <p>Bytes are put in as they come; {@link #next} moves on to the next whole frame. After an error
 * the search goes on behind the octet that looked like a beginning, so that nothing after it is
 * missed.
 */
public final class MbusDecoder {
  private static final int LONGEST = 0xFF + MbusFrame.OVERHEAD;

  private byte[] bytes = new byte[2 * LONGEST];
  private int at;
  private int end;
  private long skipped;

  /** Puts bytes in. */
  public void put(byte[] input, int from, int count) {
    if (count > bytes.length - end) {
      int pending = end - at;
      byte[] target = pending + count > bytes.length ? new byte[2 * (pending + count)] : bytes;
      System.arraycopy(bytes, at, target, 0, pending);
      bytes = target;
      at = 0;
      end = pending;
    }
    System.arraycopy(input, from, bytes, end, count);
    end += count;
  }

  /**
   * Moves on to the next frame; octets before one are skipped and counted.
   *
   * @return null if no frame is whole yet
   * @throws MbusException if what begins like a frame is none; call again for the next
   */
  public MbusFrame next() throws MbusException {
    while (at < end && (bytes[at] & 0xFF) != MbusFrame.START) {
      at++;
      skipped++;
    }
    if (end - at < MbusFrame.HEADER) {
      return null;
    }
    try {
      int length = MbusFrame.announced(bytes, at) + MbusFrame.OVERHEAD;
      if (end - at < length) {
        return null;
      }
      MbusFrame frame = MbusFrame.decode(bytes, at, length);
      at += length;
      return frame;
    } catch (MbusException e) {
      at++;
      skipped++;
      throw e;
    }
  }

  /** How many octets were skipped because they belong to no frame. */
  public long skipped() {
    return skipped;
  }

  /** How many octets wait for the rest of their frame. */
  public int pending() {
    return end - at;
  }

  /** Forgets what waits, as after a pause on the line. Returns it. */
  public byte[] reset() {
    byte[] rest = Arrays.copyOfRange(bytes, at, end);
    at = 0;
    end = 0;
    return rest;
  }
}
