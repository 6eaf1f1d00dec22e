/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.mbus;

import java.io.ByteArrayOutputStream;

/**
 * Makes telegrams of the pieces that M-Bus frames carry: a transport header of two octets, the
 * source and the destination, then a part of an APDU (EN 13757-1). Not thread-safe.
 */
public final class MbusAssembler {
  private static final int TRANSPORT_HEADER = 2;
  private static final int SEQUENCES = 16;

  private final int maxLength;
  private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
  private int expected;
  private int source;
  private int destination;

  /**
   * Nothing taken yet.
   *
   * @param maxLength the longest APDU in bytes
   */
  public MbusAssembler(int maxLength) {
    this.maxLength = maxLength;
  }

  /**
   * Takes the next frame.
   *
   * @return the whole APDU, or null if more frames belong to it
   * @throws MbusException if the frame carries no telegram, or is not the one that follows; what
   *     was taken before is forgotten, and a first piece begins a new telegram
   */
  public byte[] take(MbusFrame frame) throws MbusException {
    if (!frame.isTelegram()) {
      throw new MbusException(
          "control information %02X, expected 00 to 1F: no DLMS/COSEM telegram"
              .formatted(frame.controlInformation()));
    }
    byte[] data = frame.data();
    if (data.length < TRANSPORT_HEADER) {
      throw new MbusException("no transport header: %d bytes of data".formatted(data.length));
    }
    int missing = expected;
    if (frame.sequence() != expected) {
      reset();
      if (frame.sequence() != 0) {
        throw new MbusException(
            "piece %d of a telegram, expected piece %d".formatted(frame.sequence(), missing));
      }
    }
    if (expected == 0 && parts.size() == 0) {
      source = data[0] & 0xFF;
      destination = data[1] & 0xFF;
    }
    if (parts.size() + data.length - TRANSPORT_HEADER > maxLength) {
      reset();
      throw new MbusException("a telegram of more than " + maxLength + " bytes");
    }
    parts.write(data, TRANSPORT_HEADER, data.length - TRANSPORT_HEADER);
    expected = (expected + 1) % SEQUENCES;
    if (!frame.isFinal()) {
      return null;
    }
    byte[] apdu = parts.toByteArray();
    reset();
    return apdu;
  }

  /** Forgets what was taken. */
  public void reset() {
    parts.reset();
    expected = 0;
  }

  /** Whether a telegram has begun. */
  public boolean isPending() {
    return parts.size() > 0;
  }

  /** The last telegram's source (STSAP). */
  public int source() {
    return source;
  }

  /** The last telegram's destination (DTSAP). */
  public int destination() {
    return destination;
  }
}
