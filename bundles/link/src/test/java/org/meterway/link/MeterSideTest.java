/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.HexFormat;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.meterway.api.codec.FcsOrder;
import org.meterway.api.codec.FrameCheck;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.Framing;
import org.meterway.api.codec.Layout;
import org.meterway.api.headend.SendResult;
import org.meterway.api.link.LineListener;
import org.meterway.api.message.Message;
import org.meterway.api.port.PortState;
import org.meterway.api.status.Counters;
import org.meterway.rfc1662.Rfc1662FrameCodec;
import org.meterway.rfc1662.Rfc1662MessageCodec;

class MeterSideTest {
  private final Counters<LinkCounter> counters = new Counters<>(LinkCounter.class);
  private final FakePort port = new FakePort();

  @Test
  void messageBecomesOneFrame() {
    assertEquals(
        SendResult.ACCEPTED, side(65535).send(new Message.Get(0xE988, OptionalInt.empty())));

    assertEquals(
        "7eff0300220003c088e91da47e", HexFormat.of().formatHex(port.written.toByteArray()));
  }

  @Test
  void refusalSaysWhy() {
    assertEquals(SendResult.TOO_LARGE, side(2).send(new Message.SetData(1, new byte[9])));
    port.queueFull = true;
    assertEquals(SendResult.QUEUE_FULL, side(65535).send(new Message.Get(1)));
    port.state = PortState.CLOSED;
    assertEquals(SendResult.CLOSED, side(65535).send(new Message.Get(1)));
    assertEquals(3, counters.get(LinkCounter.REPLIES_REFUSED));
    assertEquals(0, port.written.size());
  }

  private MeterSide side(int maxInformation) {
    FrameFormat format =
        new FrameFormat(
            Framing.LENGTH, Layout.METER, FrameCheck.FCS16, FcsOrder.EITHER, 0, 0, maxInformation);
    return new MeterSide(
        "meter1",
        port,
        new Rfc1662MessageCodec(),
        new OutgoingForm(
            new Rfc1662FrameCodec(),
            new LinkOptions("(p=1)", "(h=1)", format, Duration.ofSeconds(1), 1, Duration.ZERO)),
        new HeadEndSide(new FakeHeadEnd(), counters),
        new Taps<>("meter1", LineListener.ANY, counters),
        counters);
  }
}
