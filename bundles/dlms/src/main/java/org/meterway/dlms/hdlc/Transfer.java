/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

/**
 * The numbered information of one end of a link: cuts what is sent into segments, sends as many as
 * the window lets, again from where the peer wants it, and joins what comes. Numbers count modulo
 * 8.
 */
final class Transfer {
  /** What a numbered frame is. */
  enum Arrival {
    /** The next one. */
    NEXT,
    /** One that came before. */
    DUPLICATE,
    /** One behind a missing one. */
    GAP,
    /** The next one, which makes the APDU too long. */
    TOO_LONG
  }

  private static final int MODULUS = 7;
  private static final int KEPT = 1 << 16;

  private final HdlcParameters parameters;
  private final byte llc;
  private final Assembly incoming;

  private byte[] outgoing = new byte[256];
  private int outgoingLength;

  /** The number of the APDU's first segment. */
  private int firstNumber;

  /** Of its segments, how many there are, were sent, and were acknowledged. */
  private int segments;

  private int sent;
  private int acknowledged;

  /** V(R): the number that comes next. */
  private int expected;

  Transfer(HdlcParameters parameters, byte llc, int maxApdu) {
    this.parameters = parameters;
    this.llc = llc;
    this.incoming = new Assembly(maxApdu);
  }

  /** Takes an APDU to send; everything before it must be acknowledged. */
  void load(byte[] apdu, int offset, int length) {
    firstNumber = firstNumber + segments & MODULUS;
    outgoingLength = Llc.SIZE + length;
    if (outgoing.length < outgoingLength || outgoing.length > Math.max(KEPT, outgoingLength)) {
      outgoing = new byte[outgoingLength];
    }
    Llc.write(outgoing, llc);
    System.arraycopy(apdu, offset, outgoing, Llc.SIZE, length);
    int most = parameters.maxInfoTransmit();
    segments = (outgoingLength + most - 1) / most;
    sent = 0;
    acknowledged = 0;
  }

  boolean isAllAcknowledged() {
    return acknowledged == segments;
  }

  boolean isAllSent() {
    return sent == segments;
  }

  boolean hasUnacknowledged() {
    return sent > acknowledged;
  }

  /**
   * Takes N(R) of the peer.
   *
   * @return how many frames it acknowledges, or -1 if it cannot be
   */
  int acknowledge(int number) {
    int count = number - firstNumber - acknowledged & MODULUS;
    if (count > sent - acknowledged) {
      return -1;
    }
    acknowledged += count;
    return count;
  }

  void acknowledgeSent() {
    acknowledged = sent;
  }

  /** Makes everything that is not acknowledged unsent. */
  void rewind() {
    sent = acknowledged;
  }

  /** V(S). */
  int nextNumber() {
    return firstNumber + sent & MODULUS;
  }

  int expected() {
    return expected;
  }

  /** Writes what the window lets, the poll or final bit on the last frame; false if nothing. */
  boolean emit(HdlcEncoder out, HdlcAddress destination, HdlcAddress source) {
    int window = parameters.windowTransmit() - (sent - acknowledged);
    int count = Math.min(window, segments - sent);
    for (int i = 1; i <= count; i++) {
      int control = HdlcFrameType.information(nextNumber(), expected, i == count);
      int from = sent * parameters.maxInfoTransmit();
      int length = Math.min(parameters.maxInfoTransmit(), outgoingLength - from);
      sent++;
      out.frame(destination, source, control, sent < segments, outgoing, from, length);
    }
    return count > 0;
  }

  Arrival accept(HdlcFrame frame) {
    int distance = frame.sendNumber() - expected & MODULUS;
    if (distance != 0) {
      return distance < parameters.windowReceive() ? Arrival.GAP : Arrival.DUPLICATE;
    }
    expected = expected + 1 & MODULUS;
    return incoming.add(frame) ? Arrival.NEXT : Arrival.TOO_LONG;
  }

  Assembly incoming() {
    return incoming;
  }
}
