/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

/** How often each fault happened. */
final class HdlcFaults {
  private final long[] counts = new long[HdlcFault.values().length];

  void count(HdlcFault fault) {
    counts[fault.ordinal()]++;
  }

  long of(HdlcFault fault) {
    return counts[fault.ordinal()];
  }
}
