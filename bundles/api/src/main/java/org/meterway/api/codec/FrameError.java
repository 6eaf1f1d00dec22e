/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.codec;

/** Why received bytes did not become a frame. One constant a cause. */
public enum FrameError {
  /** Bytes outside any frame. */
  NOISE("bytes outside a frame: line noise, or another protocol on the line"),
  /** Behind a flag stands no header of a frame (RFC 1662 section 3.1). */
  BAD_HEADER("no frame header behind the flag: wrong framing, or line noise"),
  /** The length field is zero or does not fit the frame. */
  BAD_LENGTH("the length field does not fit the frame"),
  /** The information field would be longer than the configured limit. */
  TOO_LONG("longer than the configured limit"),
  /** Too short to hold header and frame check (RFC 1662 section 4.3). */
  TOO_SHORT("too short to be a frame"),
  /** No flag where the length field says that the frame ends. */
  MISSING_FLAG("no closing flag where the length field says: bytes were lost or damaged"),
  /** The frame check sequence is wrong. */
  FCS_MISMATCH("frame check wrong: check baud rate, parity and wiring"),
  /** The sender aborted the frame (RFC 1662 section 4.3). */
  ABORTED("aborted by the sender"),
  /** The rest of the frame did not come within the time limit. */
  TIMEOUT("the rest of the frame did not come in time"),
  /** The input ended within the frame. */
  TRUNCATED("the input ends within the frame");

  private final String description;

  FrameError(String description) {
    this.description = description;
  }

  /** The cause in words, with what to look at. */
  public String description() {
    return description;
  }
}
