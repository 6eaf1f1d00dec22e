/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

/** Why bytes or frames were dropped, or what was made good of a peer's habit. */
public enum HdlcFault {
  /** Bytes outside of frames. */
  NOISE,
  /** Behind a flag stands no frame format of type 3. */
  FORMAT,
  /** The length is too small for the fields, or larger than may be. */
  LENGTH,
  /** An address of 3 or of more than 4 bytes. */
  ADDRESS,
  /** The check sequence of the header is wrong. */
  HEADER_CHECK,
  /** The check sequence of the frame is wrong. */
  FRAME_CHECK,
  /** No flag stands where the length says. */
  CLOSING_FLAG,
  /** The frame did not go on. */
  ABORTED,
  /** A control field that says nothing known. */
  CONTROL,
  /** To or from somebody else. */
  FOREIGN,
  /** Nothing that belongs to what the link is doing, as an acknowledgement that comes twice. */
  UNEXPECTED,
  /** A numbered frame that came before. */
  DUPLICATE,
  /** A numbered frame behind one that is missing. */
  GAP,
  /** A number of acknowledgement that cannot be; the answer itself was taken for one. */
  ACKNOWLEDGEMENT,
  /** An APDU without LLC header; it was taken as it stands. */
  LLC,
  /** An APDU of more bytes than may be. */
  TOO_LONG
}
