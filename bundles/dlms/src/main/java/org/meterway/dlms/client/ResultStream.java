/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import java.io.IOException;
import org.meterway.dlms.data.DataReader;
import org.meterway.dlms.data.DataWriter;

/**
 * The encoded result of a request while it arrives: in one piece, which is used where it lies, or
 * in blocks, which are joined in a buffer that is used again for the next result.
 */
final class ResultStream {
  /** Where further blocks come from. */
  interface Blocks {
    /** Asks for the next block and puts its raw data behind; returns whether it was the last. */
    boolean next(DataWriter out) throws IOException;
  }

  /** Blocks without data that are taken in a row; more would be no end. */
  private static final int MOST_EMPTY = 8;

  private final DataWriter joined = new DataWriter(512);
  private final int longest;
  private Blocks blocks;
  private byte[] array;
  private int from;
  private int end;
  private boolean whole;
  private long received;
  private int empty;

  /**
   * @param longest the most bytes that may lie in the buffer
   */
  ResultStream(int longest) {
    this.longest = longest;
  }

  /** It came in one piece, which the reader stands before. */
  ResultStream whole(DataReader reader) {
    int at = reader.position();
    return whole(reader.array(), at, at + reader.remaining());
  }

  /** It came in one piece. */
  ResultStream whole(byte[] bytes, int begin, int behind) {
    array = bytes;
    from = begin;
    end = behind;
    received = behind - begin;
    whole = true;
    blocks = null;
    return this;
  }

  /** It begins with a block, whose raw data this returns the buffer for. */
  DataWriter begin() {
    return joined.reset();
  }

  /** The first block lies in the buffer. */
  ResultStream blocks(boolean last, Blocks more) throws ProtocolErrorException {
    blocks = more;
    from = 0;
    received = 0;
    empty = 0;
    appended(last, 0);
    return this;
  }

  /** Asks for the next block. Only if not {@link #isWhole()}. */
  void fetch() throws IOException {
    if (from > 0) {
      int left = end - from;
      joined.reset().put(array, from, left);
      from = 0;
      end = left;
    }
    int before = end;
    appended(blocks.next(joined), before);
  }

  /** Asks for all blocks. */
  ResultStream fetchAll() throws IOException {
    while (!whole) {
      fetch();
    }
    return this;
  }

  private void appended(boolean last, int before) throws ProtocolErrorException {
    array = joined.array();
    end = joined.size();
    received += end - before;
    whole = last;
    empty = end > before ? 0 : empty + 1;
    if (!last && empty > MOST_EMPTY) {
      throw new ProtocolErrorException("the meter sends blocks without data and no last one");
    }
    if (end > longest) {
      throw new ProtocolErrorException(
          "the meter's answer is longer than the " + longest + " bytes that are allowed here");
    }
  }

  /** Whether no block follows. */
  boolean isWhole() {
    return whole;
  }

  byte[] array() {
    return array;
  }

  /** The first byte that was not consumed. */
  int from() {
    return from;
  }

  /** One behind the last byte that is there. */
  int end() {
    return end;
  }

  /** These bytes are done with. */
  void consumeTo(int position) {
    from = position;
  }

  /** How many bytes came in all. */
  long received() {
    return received;
  }
}
