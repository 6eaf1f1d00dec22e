/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.codec;

/**
 * A piece of a line: a frame, a fault, or fill flags that belong to neither. Arrays are not copied,
 * so do not change them.
 *
 * @param octets as they stood on the line
 * @param protocol the protocol id of a frame; -1 otherwise
 * @param information the information field of a frame, unstuffed; empty otherwise
 * @param error the cause of a fault; null otherwise
 */
@SuppressWarnings("ArrayRecordComponent") // A copy of each packet would buy nothing.
public record LinePacket(byte[] octets, int protocol, byte[] information, FrameError error) {
  /** Whether it is a frame with a right frame check. */
  public boolean isFrame() {
    return protocol >= 0;
  }

  /** Whether it did not become a frame. */
  public boolean isFault() {
    return error != null;
  }
}
