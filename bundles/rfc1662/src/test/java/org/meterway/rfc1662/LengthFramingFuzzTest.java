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

/** The decoder of frames with a length field. */
class LengthFramingFuzzTest extends FuzzTarget {
  @Override
  protected void check(byte[] input) {
    Choices choices = new Choices(input);
    FrameCheck check = choices.of(FrameCheck.values());
    FcsOrder order = choices.of(FcsOrder.values());
    int maxInformation = choices.of(1, 40, 300, 65535);
    AnyBytes.check(
        new FrameFormat(Framing.LENGTH, Layout.METER, check, order, 0, 0, maxInformation), choices);
  }

  @Override
  protected List<String> words() {
    return Words.OF_FRAMES;
  }
}
