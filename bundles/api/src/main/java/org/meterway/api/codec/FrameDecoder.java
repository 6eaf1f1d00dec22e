/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.codec;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes a line's bytes apart into frames and faults, in pieces of any size. It never throws on any
 * input and never holds more than one frame of the largest size and its header.
 *
 * <p>Not thread-safe: the caller sees to it that one call is made at a time.
 */
@ProviderType
public interface FrameDecoder {
  /** Takes {@code length} further bytes and hands all that they complete to the sink. */
  void decode(byte[] buffer, int offset, int length);

  /**
   * Whether bytes are held that are not yet part of a frame or a fault: more input is needed, or
   * {@link #expire} after the line's time limit.
   */
  boolean isPending();

  /**
   * The line has been silent for longer than a frame may pause: what is pending becomes a fault,
   * and complete frames that hid behind a false header come out.
   */
  void expire();

  /**
   * A frame has been under way for longer than the line's time limit although bytes still come.
   * Gives it up if a good frame stands complete behind its header, for then the header was noise or
   * its length was damaged, and hands on what it held back. Otherwise it is a long frame on a slow
   * line, and nothing happens. Without meaning where flags delimit.
   */
  void recover();

  /** Where in the input the pending bytes begin; {@link #bytes} while there are none. */
  long pendingPosition();

  /**
   * The input has ended: as {@link #expire}, with {@link FrameError#TRUNCATED} as cause. Fill flags
   * at the very end are not a fault; {@link #trailingFlags} counts them.
   */
  void finish();

  /** Flags at the end of the input so far that neither frame nor fault has taken. */
  int trailingFlags();

  /**
   * The order in which the latest good frame carried the octets of its frame check: what to answer
   * in. {@link FcsOrder#EITHER} while no frame has told.
   */
  FcsOrder fcsOrder();

  /** The layout of the latest good frame, {@link Layout#METER} or {@link Layout#PPP}. */
  Layout layout();

  /** Bytes given to the decoder so far. */
  long bytes();

  /** Good frames so far. */
  long frames();

  /** Faults of one cause so far. May be read from any thread and then may lag a little. */
  long faults(FrameError error);
}
