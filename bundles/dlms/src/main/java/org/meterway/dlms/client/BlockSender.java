/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import java.io.IOException;
import org.meterway.dlms.data.DataWriter;

/**
 * Sends values in blocks of their service, SET or ACTION, each after the one before was confirmed.
 * No block is repeated: the meter would take it for the next one.
 */
final class BlockSender {
  private final Session session;
  private final int request;
  private final int further;
  private final int confirmation;

  /**
   * @param request the tag of the request
   * @param further the choice for blocks behind the first
   * @param confirmation the choice that confirms a block in the response
   */
  BlockSender(Session session, int request, int further, int confirmation) {
    this.session = session;
    this.request = request;
    this.further = further;
    this.confirmation = confirmation;
  }

  /**
   * Sends all blocks, or those up to an answer that is no confirmation; that answer, or the answer
   * to the last block, is in the exchange's hands then.
   *
   * @param header the front of the first request: all up to its first block
   * @param octet invoke id and priority
   */
  void send(byte[] header, int octet, byte[] value, int length) throws IOException {
    Exchange exchange = session.exchange();
    int from = 0;
    for (long block = 1; ; block++) {
      DataWriter out = session.request();
      if (block == 1) {
        out.put(header);
      } else {
        out.put8(request).put8(further).put8(octet);
      }
      int piece = Math.min(length - from, room(exchange.longestPlain() - out.size()));
      boolean last = from + piece == length;
      out.put8(last ? 1 : 0).put32(block).putOctets(value, from, piece);
      exchange.request(out, octet & 0x0F, false, last);
      from += piece;
      if (last || !isConfirmation(exchange, block)) {
        return;
      }
    }
  }

  /** How much fits behind last, number and length. */
  private static int room(int left) throws NotNegotiatedException {
    int most = left - 1 - 4;
    int room = most - DataWriter.lengthOfLength(Math.max(0, most));
    if (room < 1) {
      throw new NotNegotiatedException("the meter's APDUs are too short for blocks");
    }
    return room;
  }

  private boolean isConfirmation(Exchange exchange, long block) throws ProtocolErrorException {
    byte[] bytes = exchange.bytes();
    int at = exchange.offset();
    if (exchange.length() < 7 || bytes[at + 1] != confirmation) {
      return false;
    }
    long number = 0;
    for (int i = 3; i < 7; i++) {
      number = number << 8 | bytes[at + i] & 0xFF;
    }
    if (number != block) {
      throw new ProtocolErrorException(
          "the meter confirms block " + number + " where block " + block + " was sent");
    }
    return true;
  }
}
