/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import java.util.List;
import org.meterway.api.codec.FcsOrder;
import org.meterway.api.codec.FrameCheck;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.Framing;
import org.meterway.api.codec.Layout;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/** The decoder of octet-stuffed frames. */
class StuffedFramingFuzzTest extends FuzzTarget {
  @Override
  protected void check(byte[] input) {
    Choices choices = new Choices(input);
    Layout layout = choices.of(Layout.values());
    FrameCheck check = choices.of(FrameCheck.values());
    FcsOrder order = choices.of(FcsOrder.values());
    int accm = choices.of(0, 0x000A0000, -1);
    int maxInformation = choices.of(1, 40, 700);
    AnyBytes.check(
        new FrameFormat(Framing.STUFFED, layout, check, order, accm, accm, maxInformation),
        choices);
  }

  @Override
  protected List<String> words() {
    return Words.OF_FRAMES;
  }
}
