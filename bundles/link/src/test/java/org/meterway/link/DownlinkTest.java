/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.meterway.api.codec.FrameCodec;
import org.meterway.api.codec.FrameDecoder;
import org.meterway.api.codec.FrameError;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.FrameSink;
import org.meterway.api.port.PortState;
import org.meterway.api.status.Counters;
import org.meterway.rfc1662.Rfc1662FrameCodec;

class DownlinkTest {
  private final FrameCodec frames = new Rfc1662FrameCodec();
  private final Counters<LinkCounter> counters = new Counters<>(LinkCounter.class);
  private final FakePort port = new FakePort();

  @Test
  void longPayloadIsSplitOverFramesInOrder() {
    byte[] payload = new byte[10_000];
    new Random(1).nextBytes(payload);

    downlink(1024).received(payload, 0, payload.length);

    List<byte[]> parts = payloadsOnTheLine();
    assertEquals(10, parts.size());
    assertEquals(1024, parts.get(0).length);
    assertEquals(10_000 - 9 * 1024, parts.get(9).length);
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    parts.forEach(joined::writeBytes);
    assertArrayEquals(payload, joined.toByteArray());
    assertEquals(10, counters.get(LinkCounter.FRAMES_OUT));
    assertEquals(10_000, counters.get(LinkCounter.DOWNLINK_BYTES));
  }

  @Test
  void writesHoldWholeFramesOfAFewKilobytes() {
    downlink(100).received(new byte[20_000], 0, 20_000);

    assertTrue(port.writeLengths.stream().allMatch(length -> length <= 4096));
    assertTrue(port.writeLengths.size() < 10, "frames share writes: " + port.writeLengths);
  }

  @Test
  void framesLargerThanAWriteGoOneByOne() {
    byte[] payload = new byte[150_000];
    new Random(2).nextBytes(payload);

    downlink(65_534).received(payload, 0, payload.length);

    assertEquals(3, payloadsOnTheLine().size());
  }

  @Test
  void bytesForAClosedPortAreCountedAsUndeliverable() {
    port.state = PortState.FAILED;

    downlink(1024).received(new byte[3000], 0, 3000);

    assertEquals(3000, counters.get(LinkCounter.DOWNLINK_UNDELIVERABLE_BYTES));
    assertEquals(0, counters.get(LinkCounter.DOWNLINK_BYTES));
    assertEquals(0, counters.get(LinkCounter.FRAMES_OUT));
  }

  @Test
  void closedDownlinkWritesNoMore() {
    Downlink downlink = downlink(1024);
    downlink.close();

    downlink.received(new byte[10], 0, 10);

    assertEquals(0, port.written.size());
    assertEquals(10, counters.get(LinkCounter.DOWNLINK_UNDELIVERABLE_BYTES));
  }

  private Downlink downlink(int maxPayload) {
    return new Downlink(
        "meter1",
        port,
        new OutgoingForm(
            frames,
            new LinkOptions(
                "(p=1)", "(h=1)", FrameFormat.QUECPYTHON, Duration.ofSeconds(1), maxPayload)),
        counters);
  }

  private List<byte[]> payloadsOnTheLine() {
    List<byte[]> payloads = new ArrayList<>();
    FrameDecoder decoder =
        frames.newDecoder(
            FrameFormat.QUECPYTHON,
            new FrameSink() {
              @Override
              public void frame(
                  int protocol, byte[] buffer, int offset, int length, long position, int wire) {
                payloads.add(java.util.Arrays.copyOfRange(buffer, offset + 1, offset + length));
              }

              @Override
              public void fault(FrameError error, long position, long wire) {
                throw new AssertionError(error + " at " + position);
              }
            });
    byte[] line = port.written.toByteArray();
    decoder.decode(line, 0, line.length);
    decoder.finish();
    return payloads;
  }
}
