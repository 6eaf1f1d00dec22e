/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What was found in the folder of a queue. */
final class RecoveredLog {
  /** Oldest first; the payloads that wait are spilled ones of their segments. */
  final List<Segment> segments = new ArrayList<>();

  final GoneSet gone = new GoneSet();
  final List<Damage> damages = new ArrayList<>();

  /** Of the newest segment; {@code null} where there is none. */
  UUID stream;

  /** The highest one; 0 for none. */
  int run;

  long lastNumber;

  /** The highest number of a file. */
  long lastId;

  /** The queue's running time in milliseconds. */
  long time;

  long payloads() {
    return segments.stream().mapToLong(segment -> segment.spilledPayloads).sum();
  }

  long bytes() {
    return segments.stream().mapToLong(segment -> segment.spilledBytes).sum();
  }

  long missing() {
    return damages.stream().mapToLong(Damage::missing).sum();
  }
}
