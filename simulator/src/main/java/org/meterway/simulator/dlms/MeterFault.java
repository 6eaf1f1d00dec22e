/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.util.Objects;

/**
 * Something that the meter does wrong.
 *
 * @param kind what
 * @param after how many requests of a connection are answered well before
 * @param times how often it strikes; a connection counts for itself
 * @param amount what {@link Kind} says of it
 */
public record MeterFault(Kind kind, int after, int times, int amount) {
  /** Strikes until it is healed. */
  public static final int ALWAYS = Integer.MAX_VALUE;

  /** What may be done wrong. */
  public enum Kind {
    /** A request is not answered. */
    NO_ANSWER,
    /** The answer comes {@code amount} milliseconds late. */
    LATE_ANSWER,
    /** The answer has another invoke id than the request. */
    WRONG_INVOKE_ID,
    /** A block has the number after its own. */
    WRONG_BLOCK_NUMBER,
    /** A block of an answer is sent again in place of the next one. */
    REPEATED_BLOCK,
    /** A block of general block transfer that others follow at once is not sent. */
    LOST_GBT_BLOCK,
    /** A block of general block transfer is not sent, also if the client then waits for it. */
    LOST_ANY_GBT_BLOCK,
    /** A block of a request by general block transfer, one that others follow, is overheard. */
    LOST_REQUEST_BLOCK,
    /** Only the first half of the APDU is sent. */
    TRUNCATED_APDU,
    /** The APDU begins with a tag that there is not. */
    WRONG_TAG,
    /** A ciphered answer that was sent before comes again, with its invocation counter. */
    REPLAYED_COUNTER,
    /** The last bit of a ciphered answer is turned, so that its authentication fails. */
    WRONG_AUTHENTICATION_TAG,
    /** A GET is answered with more bytes than the client takes. */
    OVERSIZED_APDU,
    /**
     * An exception response; {@code amount} is the state error times 256 plus the service error.
     */
    EXCEPTION_RESPONSE,
    /** A confirmed service error; {@code amount} as three bytes: service, kind, value. */
    CONFIRMED_SERVICE_ERROR,
    /**
     * An association is refused; {@code amount} as three bytes: result, source (1 user, 2
     * provider), diagnostic.
     */
    ASSOCIATION_REJECTED,
    /** The release response has wrong lengths, as one widespread server sends it. */
    WRONG_RELEASE_LENGTHS,
    /** The connection is closed in place of an answer. */
    CLOSED,
    /** The connection is closed in place of the second block of an answer. */
    CLOSED_IN_BLOCKS,
    /** {@code amount} bytes that mean nothing come before a frame. */
    GARBAGE,
    /** The answer comes a byte at a time, {@code amount} milliseconds apart. */
    SLOW,
    /** HDLC: the frame check sequence is wrong. */
    WRONG_FCS,
    /** HDLC: the header check sequence is wrong. */
    WRONG_HCS,
    /** HDLC: a frame is rejected (REJ), so that the client sends it again. */
    REJECTED,
    /** HDLC: a frame RNR comes in place of the answer, which has to be asked for. */
    NOT_READY,
    /** HDLC: a frame DM comes in place of the answer: the link is down. */
    DISCONNECTED,
    /** HDLC: N(R) is 0 in each frame. */
    RECEIVE_NUMBER_ZERO
  }

  /** Checks the numbers. */
  public MeterFault {
    Objects.requireNonNull(kind, "kind");
    if (after < 0 || times < 1 || amount < 0) {
      throw new IllegalArgumentException(
          "after "
              + after
              + ", times "
              + times
              + ", amount "
              + amount
              + ": at least 0, 1, 0 would be right");
    }
  }

  /** Strikes from the first request on until it is healed. */
  public static MeterFault of(Kind kind) {
    return new MeterFault(kind, 0, ALWAYS, usual(kind));
  }

  private static int usual(Kind kind) {
    return switch (kind) {
      case LATE_ANSWER -> 2000;
      case EXCEPTION_RESPONSE -> 0x0101;
      case CONFIRMED_SERVICE_ERROR -> 0x050300;
      case ASSOCIATION_REJECTED -> 0x010101;
      case GARBAGE -> 20;
      case SLOW -> 1;
      default -> 0;
    };
  }

  /** Strikes only after so many requests. */
  public MeterFault after(int requests) {
    return new MeterFault(kind, requests, times, amount);
  }

  /** Strikes once. */
  public MeterFault once() {
    return times(1);
  }

  /** Strikes so many times. */
  public MeterFault times(int strikes) {
    return new MeterFault(kind, after, strikes, amount);
  }

  /** With another amount. */
  public MeterFault amount(int much) {
    return new MeterFault(kind, after, times, much);
  }
}
