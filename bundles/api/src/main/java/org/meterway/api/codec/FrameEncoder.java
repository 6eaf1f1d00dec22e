/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.codec;

import org.osgi.annotation.versioning.ProviderType;

/** Builds frames of {@link Layout#METER}. Immutable; may be shared between threads. */
@ProviderType
public interface FrameEncoder {
  /** The most bytes that a frame with {@code dataLength} bytes behind its command can take. */
  int maxFrameLength(int dataLength);

  /** The most bytes behind the command that the format's largest information field allows. */
  int maxDataLength();

  /**
   * Writes one frame, from flag to flag.
   *
   * @param protocol 0 to 65535
   * @param command 0 to 255
   * @param target needs {@link #maxFrameLength} bytes from {@code targetOffset} on
   * @return the length of the frame
   * @throws IllegalArgumentException if the data is longer than {@link #maxDataLength}
   */
  int encode(
      int protocol,
      int command,
      byte[] data,
      int dataOffset,
      int dataLength,
      byte[] target,
      int targetOffset);

  /** One frame in an array of its own. */
  default byte[] encode(int protocol, int command, byte[] data) {
    byte[] target = new byte[maxFrameLength(data.length)];
    int length = encode(protocol, command, data, 0, data.length, target, 0);
    return length == target.length ? target : java.util.Arrays.copyOf(target, length);
  }
}
