/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import org.meterway.api.codec.FcsOrder;
import org.meterway.api.codec.FrameCodec;
import org.meterway.api.codec.FrameEncoder;
import org.meterway.api.codec.FrameFormat;

/**
 * The form of the frames that go to the meter: as configured, and where the configuration leaves
 * the order of the frame check open, in the order that the meter itself uses. Thread-safe.
 */
final class OutgoingForm {
  private final FrameCodec frames;
  private LinkOptions options;
  private FcsOrder learned = FcsOrder.EITHER;
  private volatile Form form;

  /** What a sender needs, consistent in itself. */
  record Form(FrameFormat format, FrameEncoder encoder, int maxPayload) {}

  OutgoingForm(FrameCodec frames, LinkOptions options) {
    this.frames = frames;
    configure(options);
  }

  synchronized void configure(LinkOptions changed) {
    options = changed;
    FrameFormat format = changed.format();
    if (format.fcsOrder() == FcsOrder.EITHER) {
      format = format.withFcsOrder(learned);
    }
    form = new Form(format, frames.newEncoder(format), changed.downlinkMaxPayload());
  }

  /** The meter's frames have come in this order. */
  synchronized void learn(FcsOrder order) {
    if (order != learned && order != FcsOrder.EITHER) {
      learned = order;
      configure(options);
    }
  }

  Form current() {
    return form;
  }
}
