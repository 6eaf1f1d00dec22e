/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.meterway.itests.fuzz.FuzzTarget;

/** Every octet is of a frame, skipped or waiting; what is read is written alike. */
class MbusFuzzTest extends FuzzTarget {
  private static final int MAX = 2000;

  @Override
  protected void check(byte[] input) {
    MbusDecoder decoder = new MbusDecoder();
    MbusAssembler assembler = new MbusAssembler(MAX);
    decoder.put(input, 0, input.length);
    long framed = 0;
    boolean more = true;
    while (more) {
      try {
        MbusFrame frame = decoder.next();
        more = frame != null;
        if (more) {
          byte[] bytes = frame.encode();
          framed += bytes.length;
          assertEquals(frame, MbusFrame.decode(bytes, 0, bytes.length));
          byte[] apdu = assembler.take(frame);
          assertTrue(apdu == null || apdu.length <= MAX);
        }
      } catch (MbusException e) {
        assertTrue(e.getMessage().length() > 10, e.getMessage());
      }
    }
    assertEquals(input.length, framed + decoder.skipped() + decoder.pending());
  }
}
