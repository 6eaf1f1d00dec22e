/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import org.meterway.dlms.apdu.Conformance;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.data.DataWriter;

/**
 * An answer of GET or ACTION that is longer than the client takes: its value goes out by blocks.
 */
final class SentBlocks {
  static final int GET_RESPONSE = 0xC4;
  static final int ACTION_RESPONSE = 0xC7;
  private static final int NORMAL = 1;
  private static final int WITH_BLOCK = 2;

  /** What a block has around its bytes: tag, choice, invoke id, last, number, choice, length. */
  private static final int OVERHEAD = 12;

  private final Session session;
  private final DataWriter value = new DataWriter(4096);
  private int sentTo = -1;
  private int latestFrom;
  private int kind;
  private long number;

  SentBlocks(Session session) {
    this.session = session;
  }

  /** What is to be sent. It must not change as long as blocks of it are. */
  DataWriter value() {
    return value;
  }

  void forget() {
    sentTo = -1;
  }

  /** Whether blocks of this kind of answer are being sent. */
  boolean isSending(int responseTag) {
    return sentTo >= 0 && kind == responseTag;
  }

  /** The number of the latest block. */
  long number() {
    return number;
  }

  /** Whether so many bytes and the value fit an answer, or are cut elsewhere. */
  boolean fits(int header) {
    return value.size() + header <= session.room() || session.sendsLong();
  }

  /** Begins to send the value, if the client can take blocks. */
  void start(int responseTag, int invokeId, DataWriter out) {
    boolean action = responseTag == ACTION_RESPONSE;
    Conformance.Bit needed =
        action
            ? Conformance.Bit.BLOCK_TRANSFER_WITH_ACTION
            : Conformance.Bit.BLOCK_TRANSFER_WITH_GET_OR_READ;
    if (session.conformance().has(needed)) {
      kind = responseTag;
      sentTo = 0;
      number = 0;
      next(invokeId, out);
      return;
    }
    int refused = DataAccessResult.OTHER_REASON.code();
    out.put8(responseTag).put8(NORMAL).put8(invokeId);
    if (action) {
      out.put8(refused).put8(0);
    } else {
      out.put8(1).put8(refused);
    }
  }

  /** Writes the next block. */
  void next(int invokeId, DataWriter out) {
    Faults faults = session.faults();
    if (number > 0 && faults.strikes(MeterFault.Kind.REPEATED_BLOCK)) {
      sentTo = latestFrom;
      number--;
    }
    latestFrom = sentTo;
    int length = Math.min(Math.max(1, session.room() - OVERHEAD), value.size() - sentTo);
    boolean last = sentTo + length == value.size();
    number++;
    long told = number + (faults.strikes(MeterFault.Kind.WRONG_BLOCK_NUMBER) ? 1 : 0);
    out.put8(kind).put8(WITH_BLOCK).put8(invokeId).put8(last ? 1 : 0).put32(told);
    if (kind == GET_RESPONSE) {
      out.put8(0);
    }
    out.putOctets(value.array(), sentTo, length);
    sentTo = last ? -1 : sentTo + length;
  }
}
