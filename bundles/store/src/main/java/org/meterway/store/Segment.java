/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.util.UUID;

/** One file of a queue's log, as far as it is known to be safe. For one thread at a time. */
final class Segment {
  final long id;
  final UUID stream;
  final int run;

  /** The last number before this segment. */
  final long previousNumber;

  /** Whether it holds less by now than the next segment says of it. */
  final boolean isDamaged;

  /** The file's length. */
  long size;

  /** Behind the last record. */
  int end = SegmentHeader.DATA_START;

  /** The last payload's number; 0 where there is none. */
  long lastNumber;

  int payloads;
  long bytes;

  /** Payloads that are in the queue and nowhere but in this file. */
  long spilledPayloads;

  long spilledBytes;

  /** Reading was given up. */
  boolean unreadable;

  Segment(SegmentHeader header, long size) {
    id = header.id();
    stream = header.stream();
    run = header.run();
    previousNumber = header.previousNumber();
    isDamaged = header.isDamaged();
    this.size = size;
  }

  /** The lowest number that a payload in this segment can have. */
  long firstNumber() {
    return Math.max(previousNumber + 1, Numbers.first(run));
  }

  boolean isSpent(GoneSet gone) {
    return payloads == 0 || gone.covers(firstNumber(), lastNumber);
  }

  SegmentHeader.Sealed sealed() {
    return new SegmentHeader.Sealed(id, end, payloads, bytes);
  }

  Checksum checksum() {
    return new Checksum(stream, id);
  }
}
