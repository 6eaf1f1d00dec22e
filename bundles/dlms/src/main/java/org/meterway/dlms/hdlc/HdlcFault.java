/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

/** Why bytes or frames were dropped, or what was made good of a peer's habit. */
public enum HdlcFault {
  /** Bytes outside of frames. */
  NOISE("bytes outside of frames"),
  /** Behind a flag stands no frame format of type 3. */
  FORMAT("no HDLC frame of type 3 behind a flag"),
  /** The length is too small for the fields, or larger than may be. */
  LENGTH("an HDLC frame whose length field cannot be"),
  /** An address of 3 or of more than 4 bytes. */
  ADDRESS("an HDLC frame with an address of neither 1, 2 nor 4 octets"),
  /** The check sequence of the header is wrong. */
  HEADER_CHECK("an HDLC frame whose header check sequence (HCS) is wrong"),
  /** The check sequence of the frame is wrong. */
  FRAME_CHECK("an HDLC frame whose frame check sequence (FCS) is wrong"),
  /** No flag stands where the length says. */
  CLOSING_FLAG("an HDLC frame without a flag where its length says it ends"),
  /** The frame did not go on. */
  ABORTED("an HDLC frame that does not come whole"),
  /** A control field that says nothing known. */
  CONTROL("an HDLC frame with an unknown control field"),
  /** To or from somebody else. */
  FOREIGN("an HDLC frame to or from somebody else"),
  /** Nothing that belongs to what the link is doing, as an acknowledgement that comes twice. */
  UNEXPECTED("an HDLC frame that does not belong to what the link is doing"),
  /** A numbered frame that came before. */
  DUPLICATE("an HDLC frame that came before"),
  /** A numbered frame behind one that is missing. */
  GAP("an HDLC frame behind one that is missing"),
  /** A number of acknowledgement that cannot be; the answer itself was taken for one. */
  ACKNOWLEDGEMENT("an HDLC frame that acknowledges what was not sent"),
  /** An APDU without LLC header; it was taken as it stands. */
  LLC("an APDU without LLC header"),
  /** An APDU of more bytes than may be. */
  TOO_LONG("an APDU of more octets than may be");

  private final String words;

  HdlcFault(String words) {
    this.words = words;
  }

  /** In words, for who reads a log. */
  public String words() {
    return words;
  }
}
