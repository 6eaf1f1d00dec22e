/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

/** Hands on what an encoder wrote, frame by frame. */
final class Traces {
  private Traces() {}

  static void sent(HdlcTrace trace, HdlcEncoder out, int from) {
    if (trace == null) {
      return;
    }
    byte[] bytes = out.array();
    int at = from;
    while (at < out.size()) {
      int length = ((bytes[at + 1] & 0x07) << 8 | bytes[at + 2] & 0xFF) + 2;
      trace.sent(bytes, at, length);
      at += length;
    }
  }
}
