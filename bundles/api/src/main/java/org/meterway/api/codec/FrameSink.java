/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.codec;

/**
 * Takes what a {@link FrameDecoder} finds, in the order of the line. Called within {@link
 * FrameDecoder#decode} and its companions, on the caller's thread.
 *
 * <p>Positions count the bytes given to the decoder since it was made. Every byte belongs to
 * exactly one frame or one fault. A flag between two frames belongs to the earlier one, a run of
 * fill flags to the frame that it opens.
 */
public interface FrameSink {
  /**
   * A frame with a right frame check.
   *
   * @param protocol the protocol id, 0 to 65535
   * @param buffer holds the information field; valid only during the call, and not to be changed
   * @param offset where the information field begins
   * @param length its length; in {@link Layout#METER} at least 1, the command
   * @param position where the frame begins in the input
   * @param wireLength how many bytes of the input belong to it
   */
  void frame(int protocol, byte[] buffer, int offset, int length, long position, int wireLength);

  /**
   * Bytes that did not become a frame.
   *
   * @param position where they begin in the input
   * @param wireLength how many there are
   */
  void fault(FrameError error, long position, long wireLength);
}
