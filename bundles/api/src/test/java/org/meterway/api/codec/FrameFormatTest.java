/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class FrameFormatTest {
  @Test
  void lengthFramingNeedsTheMetersLayout() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new FrameFormat(
                Framing.LENGTH, Layout.PPP, FrameCheck.FCS16, FcsOrder.EITHER, 0, 0, 1500));
  }

  @Test
  void limitOfTheInformationFieldIsThatOfTheLengthField() {
    for (int wrong : new int[] {0, -1, 65536}) {
      assertThrows(
          IllegalArgumentException.class,
          () ->
              new FrameFormat(
                  Framing.STUFFED, Layout.METER, FrameCheck.FCS32, FcsOrder.EITHER, 0, 0, wrong));
    }
    assertEquals(65535, FrameFormat.QUECPYTHON.maxInformation());
  }
}
