/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterway.dlms.hdlc.RecordedFrames.Recorded;

/**
 * The recordings again, with one end of them ours: what it sends must be what was sent, frame by
 * frame. (Peers cut APDUs at other places than the limit, so that of segments the numbers and the
 * whole are compared.)
 */
class HdlcReplayTest {
  private static final HdlcTiming TIMING = new HdlcTiming(1_000_000_000, 100_000_000, 2);

  private record Frame(HdlcAddress to, HdlcAddress from, int control, boolean more, byte[] info) {}

  private static List<Frame> frames(byte[] bytes) {
    HdlcDecoder decoder = new HdlcDecoder();
    decoder.put(bytes, 0, bytes.length);
    List<Frame> frames = new ArrayList<>();
    while (decoder.next()) {
      HdlcFrame f = decoder.frame();
      frames.add(
          new Frame(f.destination(), f.source(), f.control(), f.isSegmented(), f.information()));
    }
    assertFalse(decoder.isPending());
    return frames;
  }

  private static HdlcFrameType type(Frame frame) {
    return HdlcFrameType.of(frame.control());
  }

  private static byte[] withoutLlc(byte[] bytes) {
    int llc = Llc.length(bytes, 0, bytes.length);
    return Arrays.copyOfRange(bytes, llc, bytes.length);
  }

  /** Joins the segments of one end's APDU that begins at a frame. */
  private static byte[] apdu(List<Recorded> recording, int from, boolean request) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (int i = from; i < recording.size(); i++) {
      if (recording.get(i).request() == request) {
        Frame frame = frames(recording.get(i).bytes()).get(0);
        if (type(frame) == HdlcFrameType.I) {
          joined.writeBytes(frame.info());
          if (!frame.more()) {
            break;
          }
        }
      }
    }
    return withoutLlc(joined.toByteArray());
  }

  private static void assertSame(Frame recorded, byte[] recordedBytes, byte[] ours, boolean llc) {
    Frame frame = frames(ours).get(0);
    assertEquals(recorded.control(), frame.control(), () -> "control of " + type(recorded));
    assertEquals(recorded.more(), frame.more());
    assertEquals(recorded.to(), frame.to());
    assertEquals(recorded.from(), frame.from());
    if (!recorded.more() && llc) {
      assertArrayEquals(recordedBytes, ours);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "40-hdlc-none-gurux-gurux, 128",
    "41-hdlc-none-jdlms-gurux, 128",
    "42-hdlc-none-jdlms-jdlms, 512",
    "43-hdlc-gmac-authenc-gurux-gurux, 128",
    "45-hdlc-lls-gurux-gurux, 128",
    "47-hdlc-setblocks-segmented-gurux, 128",
    "57-hdlc-snrm-disc-dm-gurux, 128"
  })
  void ourClientSendsWhatTheirsSent(String name, int maxInfo) throws Exception {
    List<Recorded> recording = RecordedFrames.of(name);
    Frame snrm = frames(recording.get(0).bytes()).get(0);
    HdlcClientLink link =
        new HdlcClientLink(snrm.from(), snrm.to(), HdlcParameters.of(maxInfo, 1), TIMING, 65535);
    boolean segmented = false;
    int received = 0;
    int expected = 0;
    for (int i = 0; i < recording.size(); i++) {
      Recorded recorded = recording.get(i);
      Frame frame = frames(recorded.bytes()).get(0);
      if (recorded.request()) {
        switch (type(frame)) {
          case SNRM -> link.connect(i);
          case DISC -> link.disconnect(i);
          case I -> {
            if (!segmented) {
              byte[] apdu = apdu(recording, i, true);
              link.send(apdu, 0, apdu.length, i);
            }
          }
          default -> {
            // An acknowledgement, which it sends by itself.
          }
        }
        byte[] ours = link.output().toByteArray();
        link.output().reset();
        // Gurux says nothing in SNRM where we say the same in more words.
        boolean comparable = type(frame) != HdlcFrameType.SNRM || frame.info().length > 0;
        assertSame(frame, recorded.bytes(), ours, comparable && !segmented);
        segmented = type(frame) == HdlcFrameType.I && frame.more();
      } else {
        link.put(recorded.bytes(), 0, recorded.bytes().length, i);
        HdlcEvent event = link.next(i);
        if (type(frame) == HdlcFrameType.I && !frame.more()) {
          expected++;
          assertEquals(HdlcEvent.APDU, event);
          received++;
          byte[] apdu =
              Arrays.copyOfRange(
                  link.apduArray(), link.apduOffset(), link.apduOffset() + link.apduLength());
          byte[] last = withoutLlc(frame.info());
          assertArrayEquals(last, Arrays.copyOfRange(apdu, apdu.length - last.length, apdu.length));
        }
      }
    }
    assertEquals(expected, received);
    assertTrue(
        link.state() == HdlcClientLink.State.CONNECTED
            || link.state() == HdlcClientLink.State.DISCONNECTED);
  }

  @ParameterizedTest
  @CsvSource({
    "40-hdlc-none-gurux-gurux, 128, true",
    "41-hdlc-none-jdlms-gurux, 128, true",
    "42-hdlc-none-jdlms-jdlms, 512, false",
    "43-hdlc-gmac-authenc-gurux-gurux, 128, true",
    "45-hdlc-lls-gurux-gurux, 128, true",
    "47-hdlc-setblocks-segmented-gurux, 128, true",
    "57-hdlc-snrm-disc-dm-gurux, 128, true"
  })
  void ourServerSendsWhatTheirsSent(String name, int maxInfo, boolean same) throws IOException {
    List<Recorded> recording = RecordedFrames.of(name);
    HdlcServerStation station =
        new HdlcServerStation(
            address -> true, HdlcParameters.of(maxInfo, 1), Long.MAX_VALUE / 2, 1_000_000, 65535);
    boolean segmented = false;
    for (int i = 0; i < recording.size(); i++) {
      Recorded recorded = recording.get(i);
      Frame frame = frames(recorded.bytes()).get(0);
      if (recorded.request()) {
        station.put(recorded.bytes(), 0, recorded.bytes().length, i);
        HdlcEvent event = station.next(i);
        if (type(frame) == HdlcFrameType.I && !frame.more()) {
          assertEquals(HdlcEvent.APDU, event);
          if (i + 1 < recording.size()) {
            byte[] answer = apdu(recording, i + 1, false);
            assertTrue(station.send(frame.from().upper(), 1, answer, 0, answer.length));
          }
        }
      } else {
        byte[] ours = station.output().toByteArray();
        station.output().reset();
        // Theirs repeats the parameters when it agrees to DISC, and may end segments elsewhere.
        boolean ended = type(frame) == HdlcFrameType.UA && station.links() == 0;
        if (same) {
          assertSame(frame, recorded.bytes(), ours, !ended && !segmented);
        } else {
          assertEquals(type(frame), type(frames(ours).get(0)));
        }
        segmented = type(frame) == HdlcFrameType.I && frame.more();
      }
    }
  }
}
